import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './components/Field.css';
import './app/theme';
import { refresh } from './api/answers';
import { listen } from './api/live';
import { logIn } from './api/login';
import { App } from './app/App';
import { askAhead } from './app/askAhead';

// The questions of the first view are under way before anything is drawn.
await logIn();
askAhead(location);
listen();
render(<App />, document.getElementById('app')!);

// A link pasted into this tab changes nothing but the fragment.
addEventListener('hashchange', () => void logIn().then(found => found && refresh()));
