import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { AlertWatcher } from '../alerts/AlertWatcher';
import { Button } from '../components/Button';
import { Dialog } from '../components/Dialog';
import { Toasts } from '../components/Toast';
import { Live } from './Live';
import { Logo } from './Logo';
import { Navigation } from './Navigation';
import { Shortcuts } from './Shortcuts';
import { ThemeSwitch } from './ThemeSwitch';
import './Shell.css';

/** What is around every page: the sidebar, or a bar with a menu where there is no room for it. */
export function Shell({ children }: { children: ComponentChildren }) {
  const [menu, setMenu] = useState(false);
  const skip = (event: Event) => {
    event.preventDefault();
    document.querySelector<HTMLElement>('main')?.focus();
  };
  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={skip}>Skip to the content</a>
      <header class="topbar">
        <Button kind="quiet" bare icon="menu" label="Menu" aria-haspopup="dialog" onClick={() => setMenu(true)} />
        <a href="/" aria-label="Codesession: overview"><Logo /></a>
        <Live />
      </header>
      <aside class="sidebar" aria-label="Codesession">
        <a href="/" class="sidebar-logo" aria-label="Codesession: overview"><Logo /></a>
        <Navigation />
        <Foot />
      </aside>
      <Dialog side open={menu} title="Codesession" onClose={() => setMenu(false)}>
        <Navigation onGo={() => setMenu(false)} />
        <Foot />
      </Dialog>
      <main id="main" class="main" tabIndex={-1}>{children}</main>
      <Toasts />
      <AlertWatcher />
      <Shortcuts />
    </div>
  );
}

function Foot() {
  return (
    <div class="sidebar-foot">
      <Live />
      <ThemeSwitch />
    </div>
  );
}
