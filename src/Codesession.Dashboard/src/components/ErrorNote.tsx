import type { ApiError } from '../api/client';
import { refresh } from '../api/answers';
import { Button } from './Button';
import { Icon } from './Icon';
import './Note.css';

/** What went wrong, with its code and a way to try again. */
export function ErrorNote({ error, retry = refresh }: { error: ApiError; retry?: () => void }) {
  return (
    <div class="note note-bad" role="alert">
      <Icon name="warning" />
      <p class="note-text">{error.message} <code class="note-code">{error.code}</code></p>
      <Button kind="quiet" onClick={retry}>Try again</Button>
    </div>
  );
}
