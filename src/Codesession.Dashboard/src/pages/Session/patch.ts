/** A line of a patch: `+` added, `-` removed, a space where it stayed, `@` the head of a hunk, `!` a word of git's about the file. */
export interface PatchLine {
  sign: '+' | '-' | ' ' | '@' | '!';
  text: string;
  before?: number;
  after?: number;
}

/** What a patch does to one file. */
export interface FilePatch {
  path: string;
  /** Where it was before, if that differs. */
  from?: string;
  added: number;
  removed: number;
  binary: boolean;
  lines: PatchLine[];
}

/** Reads what `git diff` printed. Text before the first file (a commit's message) is left out. */
export function readPatch(patch: string): FilePatch[] {
  const files: FilePatch[] = [];
  let file: FilePatch | undefined;
  // Lines that the hunk still has to come, by its own count: a removed line "--- a" must not pass for a head.
  let before = 0, after = 0, leftBefore = 0, leftAfter = 0;
  const rows = patch.split('\n');
  if (rows.at(-1) === '') rows.pop();
  for (const row of rows) {
    if (file !== undefined && (leftBefore > 0 || leftAfter > 0) && /^[-+ ]|^$/.test(row)) {
      const sign = row[0] === '+' || row[0] === '-' ? row[0] : ' ';
      const line: PatchLine = { sign, text: row.slice(1) };
      if (sign !== '+') { line.before = before++; leftBefore--; }
      if (sign !== '-') { line.after = after++; leftAfter--; }
      if (sign === '+') file.added++;
      if (sign === '-') file.removed++;
      file.lines.push(line);
      continue;
    }
    if (row.startsWith('diff --')) {
      file = { path: pathOf(row), added: 0, removed: 0, binary: false, lines: [] };
      files.push(file);
      leftBefore = leftAfter = 0;
      continue;
    }
    if (file === undefined) continue;
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(row);
    if (hunk !== null) {
      before = Number(hunk[1]);
      leftBefore = Number(hunk[2] ?? 1);
      after = Number(hunk[3]);
      leftAfter = Number(hunk[4] ?? 1);
      file.lines.push({ sign: '@', text: row });
    } else if (row.startsWith('+++ ')) {
      const path = sidePath(row.slice(4));
      if (path !== undefined) file.path = path;
    } else if (row.startsWith('--- ')) {
      const path = sidePath(row.slice(4));
      if (path !== undefined) file.path = path;
    } else if (row.startsWith('rename from ')) file.from = row.slice(12);
    else if (row.startsWith('rename to ')) file.path = row.slice(10);
    else if (row.startsWith('Binary files ') || row === 'GIT binary patch') {
      file.binary = true;
      file.lines.push({ sign: '!', text: 'A binary file' });
    } else if (row.startsWith('\\ ')) file.lines.push({ sign: '!', text: row.slice(2) });
    else if (/^(new|deleted) file mode |^(old|new) mode /.test(row)) file.lines.push({ sign: '!', text: row });
  }
  return files;
}

// "diff --git a/x b/x": both sides are equal where nothing better follows.
function pathOf(row: string): string {
  const sides = row.slice(row.indexOf(' ', 7) + 1);
  const half = sides.slice(0, (sides.length - 1) / 2);
  return half.startsWith('a/') && sides.endsWith(` b/${half.slice(2)}`) ? half.slice(2) : sides;
}

function sidePath(side: string): string | undefined {
  const path = side.replace(/\t$/, '');
  return path === '/dev/null' ? undefined : path.replace(/^("?)[ab]\//, '$1');
}
