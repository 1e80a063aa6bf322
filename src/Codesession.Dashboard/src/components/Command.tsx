import { useState } from 'preact/hooks';
import { Button } from './Button';
import './Command.css';

/** A command to run in a terminal, with a button that copies it. */
export function Command({ text, about }: { text: string; about?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    // Without https or localhost there is no clipboard: the text can still be selected.
    void navigator.clipboard?.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    });
  return (
    <div class="command">
      <code class="command-text" tabIndex={0}>{text}</code>
      {'clipboard' in navigator && <Button kind="quiet" bare icon={copied ? 'check' : 'copy'} label={`Copy ${text}`} onClick={copy} />}
      {about !== undefined && <span class="command-about">{about}</span>}
      <span role="status" class="only-read">{copied ? 'Copied' : ''}</span>
    </div>
  );
}
