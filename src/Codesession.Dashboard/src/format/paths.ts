/** The last folder of a path, of Unix or of Windows. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).findLast(part => part !== '') ?? path;
}
