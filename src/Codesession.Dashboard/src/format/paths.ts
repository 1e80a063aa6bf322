/** The last folder of a path, of Unix or of Windows. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).findLast(part => part !== '') ?? path;
}

/** The last names of a path, which tell it from others: src/web. */
export function shortPath(path: string): string {
  const parts = path.split(/[\\/]+/).filter(part => part !== '');
  return parts.length === 0 ? path : parts.slice(-2).join('/');
}
