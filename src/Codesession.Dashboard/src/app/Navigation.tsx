import { useLocation } from 'preact-iso/router';
import { Icon } from '../components/Icon';
import { Pages } from './pages';
import { withRange } from './range';
import './Navigation.css';

const Groups = ['usage', 'settings', 'help'] as const;

/** The pages; the range of the page at hand goes along. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const { path, query } = useLocation();
  return (
    <nav class="nav" aria-label="Pages" onClick={onGo}>
      {Groups.map(group => (
        <ul key={group}>
          {Pages.filter(page => page.nav?.group === group).map(page => (
            <li key={page.path}>
              <a href={withRange(page.path, query)} aria-current={isAt(path, page.path) ? 'page' : undefined}>
                <Icon name={page.nav!.icon} />
                {page.title}
              </a>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}

function isAt(path: string, page: string): boolean {
  return page === '/' ? path === '/' : path === page || path.startsWith(`${page}/`);
}
