import { LocationProvider, Route, Router } from 'preact-iso/router';
import { ErrorBoundary } from 'preact-iso/lazy';
import { signedOut } from '../api/client';
import { NotFound } from './NotFound';
import { Pages } from './pages';
import { Shell } from './Shell';
import { SignedOut } from './SignedOut';
import { arrived } from './arrival';

/** The whole page. */
export function App() {
  if (signedOut.value) return <SignedOut />;
  return (
    <LocationProvider>
      <Shell>
        <ErrorBoundary>
          <Router onRouteChange={arrived} onLoadEnd={arrived}>
            {Pages.map(page => <Route key={page.path} path={page.path} component={page.component} />)}
            <Route default component={NotFound} />
          </Router>
        </ErrorBoundary>
      </Shell>
    </LocationProvider>
  );
}
