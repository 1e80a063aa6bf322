import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Dialog } from '../components/Dialog';
import { Pages } from './pages';
import { withRange } from './range';
import './Shortcuts.css';

/** The keyboard's ways about: g and a page's key, / for the search, ? for this list. */
export function Shortcuts() {
  const [open, setOpen] = useState(false);
  const { route, query } = useLocation();
  useEffect(() => {
    let going = 0; // until when a second key is waited for
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const page = event.timeStamp < going ? Pages.find(page => page.nav?.key === event.key) : undefined;
      going = 0;
      if (page !== undefined) route(withRange(page.path, query));
      else if (event.key === 'g') going = event.timeStamp + 1500;
      else if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('main input[type=search]');
        if (search !== null) search.focus();
        else route('/sessions?focus=search');
      } else if (event.key === '?') setOpen(true);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [route, query]);
  return (
    <Dialog open={open} title="Keyboard shortcuts" onClose={() => setOpen(false)}>
      <dl class="shortcuts">
        {Pages.map(page => page.nav && <Row key={page.path} keys={['g', page.nav.key]} text={page.title} />)}
        <Row keys={['/']} text="Search" />
        <Row keys={['?']} text="This list" />
        <Row keys={['←', '→']} text="In a chart: the day before, the day after" />
        <Row keys={['Home', 'End']} text="In a chart: the first day, the last day" />
        <Row keys={['+', '−']} text="In a chart: closer, further; Escape shows all" />
      </dl>
    </Dialog>
  );
}

function Row({ keys, text }: { keys: readonly string[]; text: string }) {
  return (
    <div>
      <dt>{text}</dt>
      <dd>{keys.map(key => <kbd key={key}>{key}</kbd>)}</dd>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
