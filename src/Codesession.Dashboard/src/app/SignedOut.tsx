import { useEffect } from 'preact/hooks';
import { Command } from '../components/Command';
import { Logo } from './Logo';
import './SignedOut.css';

/** Without the token of the run nothing is shown but how to get it. */
export function SignedOut() {
  useEffect(() => {
    document.title = 'Open the dashboard · Codesession';
  }, []);
  return (
    <main class="signed-out">
      <Logo />
      <h1>This dashboard needs its link</h1>
      <p class="quiet">
        What your agents did and cost is shown only to who has the link of this run. Run the command again in a terminal: it opens the
        link, or prints it.
      </p>
      <Command text="cs dashboard" />
      <p class="muted">A dashboard that was started anew has a new link. Nothing leaves this machine.</p>
    </main>
  );
}
