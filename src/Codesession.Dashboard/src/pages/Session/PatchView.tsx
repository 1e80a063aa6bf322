import { useMemo, useState } from 'preact/hooks';
import { count, counted } from '../../format/tokens';
import { readPatch, type FilePatch, type PatchLine } from './patch';
import './PatchView.css';

/** As many lines are drawn at first, of all files together, and with each "more": the rest of a large patch costs nothing until it is asked for. */
const Step = 1000;
/** A longer line (a minified file) is cut. */
const LongestLine = 4000;

const words: Record<PatchLine['sign'], string> = { '+': 'added: ', '-': 'removed: ', ' ': '', '@': 'lines: ', '!': '' };

/** A patch with its files one below the other. */
export function PatchView({ patch, truncated }: { patch: string; truncated: boolean }) {
  const files = useMemo(() => readPatch(patch), [patch]);
  const starts = useMemo(() => startsOf(files), [files]);
  if (files.length === 0) return <p class="patch-none muted">Nothing is different.</p>;
  return (
    <div class="patch">
      {files.length > 1 && (
        <p class="patch-sum muted">
          {counted(files.length, 'file')}, <Changes added={sum(files, 'added')} removed={sum(files, 'removed')} />
        </p>
      )}
      {files.map((file, i) => <FileView key={i} file={file} start={starts[i]!} />)}
      {truncated && <p class="patch-cut" role="note">The patch is longer than a megabyte; the rest is left out here. <code>git show</code> has all of it.</p>}
    </div>
  );
}

/** +12 −3, and in words for who hears it. */
export function Changes({ added, removed }: { added: number; removed: number }) {
  return (
    <span class="changes">
      <span class="added" aria-hidden="true">+{count(added)}</span> <span class="removed" aria-hidden="true">−{count(removed)}</span>
      <span class="only-read">{counted(added, 'line')} added, {count(removed)} removed</span>
    </span>
  );
}

function FileView({ file, start }: { file: FilePatch; start: number }) {
  const [shown, setShown] = useState(start);
  const rest = file.lines.length - shown;
  return (
    <section class="patch-file" aria-label={`Changes of ${file.path.slice(0, 200)}`}>
      <header>
        <span class="mono cut" title={file.path.slice(0, 500)}>{file.from !== undefined && <>{file.from} → </>}{file.path}</span>
        {!file.binary && <Changes added={file.added} removed={file.removed} />}
      </header>
      {/* Long lines scroll; a region that scrolls is reached by the keyboard too. */}
      {shown > 0 && (
        <div class="patch-lines" tabIndex={0} role="group" aria-label="Lines">
          <div class="patch-table">
            {file.lines.slice(0, shown).map((line, i) => <Line key={i} line={line} />)}
          </div>
        </div>
      )}
      {rest > 0 && (
        <button type="button" class="patch-more" onClick={() => setShown(shown + Step)}>
          {shown === 0 ? `Show ${counted(Math.min(Step, rest), 'line')}` : `Show ${count(Math.min(Step, rest))} more of ${counted(rest, 'line')}`}
        </button>
      )}
    </section>
  );
}

function Line({ line }: { line: PatchLine }) {
  const over = line.text.length - LongestLine;
  return (
    <div class="patch-line" data-sign={line.sign}>
      <span class="no" aria-hidden="true">{line.before}</span>
      <span class="no" aria-hidden="true">{line.after}</span>
      <span class="sign" aria-hidden="true">{line.sign === '-' ? '−' : line.sign === '+' ? '+' : ''}</span>
      <span class="text">
        <span class="only-read">{words[line.sign]}</span>
        {over > 0 ? line.text.slice(0, LongestLine) : line.text}
        {over > 0 && <span class="muted"> … {count(over)} more characters</span>}
        {'\n'}
      </span>
    </div>
  );
}

// The first files get what they need until the lines are used up.
function startsOf(files: FilePatch[]): number[] {
  let left = Step;
  return files.map(file => {
    const start = Math.min(left, file.lines.length);
    left -= start;
    return start;
  });
}

function sum(files: FilePatch[], what: 'added' | 'removed'): number {
  return files.reduce((all, file) => all + file[what], 0);
}
