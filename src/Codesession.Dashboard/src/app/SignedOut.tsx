import { useEffect } from 'preact/hooks';
import { refresh } from '../api/answers';
import { request, signedOut } from '../api/client';
import { Command } from '../components/Command';
import { Logo } from './Logo';
import './SignedOut.css';

/** Without the token of the run nothing is shown but how to get it. */
export function SignedOut() {
  useEffect(() => {
    document.title = 'Open the dashboard · Codesession';
    // Another tab may have come in by the new link meanwhile.
    const retry = () => {
      if (document.hidden) return;
      request('GET', '/api/v1/server').then(
        () => {
          signedOut.value = false;
          refresh();
        },
        () => {},
      );
    };
    addEventListener('focus', retry);
    document.addEventListener('visibilitychange', retry);
    return () => {
      removeEventListener('focus', retry);
      document.removeEventListener('visibilitychange', retry);
    };
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
      <p class="muted">A dashboard that was started anew has a new link.</p>
    </main>
  );
}
