import lazy from 'preact-iso/lazy';
import type { ComponentType } from 'preact';
import type { IconName } from '../components/Icon';
import { Overview } from '../pages/Overview/Overview';

/** A page of the dashboard. Its component is loaded when it is first gone to. */
export interface PageEntry {
  path: string;
  title: string;
  component: ComponentType;
  /** In the sidebar, with this icon and, after g, this key. */
  nav?: { icon: IconName; key: string; group: 'usage' | 'settings' | 'help' };
}

const page = (load: () => Promise<{ default: ComponentType }>): ComponentType => lazy(load) as unknown as ComponentType;

/** Every page, in the order of the sidebar. */
export const Pages: readonly PageEntry[] = [
  { path: '/', title: 'Overview', component: Overview, nav: { icon: 'overview', key: 'o', group: 'usage' } },
  { path: '/sessions', title: 'Sessions', component: page(() => import('../pages/Sessions/Sessions')), nav: { icon: 'sessions', key: 's', group: 'usage' } },
  { path: '/sessions/compare', title: 'Compare sessions', component: page(() => import('../pages/Compare/Compare')) },
  { path: '/sessions/:id', title: 'Session', component: page(() => import('../pages/Session/Session')) },
  { path: '/models', title: 'Models', component: page(() => import('../pages/Models/Models')), nav: { icon: 'models', key: 'm', group: 'usage' } },
  { path: '/insights', title: 'Insights', component: page(() => import('../pages/Insights/Insights')), nav: { icon: 'insights', key: 'i', group: 'usage' } },
  { path: '/projects', title: 'Projects', component: page(() => import('../pages/Projects/Projects')), nav: { icon: 'projects', key: 'p', group: 'usage' } },
  { path: '/agents', title: 'Agents', component: page(() => import('../pages/Agents/Agents')), nav: { icon: 'agents', key: 'a', group: 'usage' } },
  { path: '/budgets', title: 'Alerts & budgets', component: page(() => import('../pages/Budgets/Budgets')), nav: { icon: 'budgets', key: 'b', group: 'settings' } },
  { path: '/pricing', title: 'Pricing', component: page(() => import('../pages/Pricing/Pricing')), nav: { icon: 'pricing', key: 'r', group: 'settings' } },
  { path: '/help', title: 'Help', component: page(() => import('../pages/Help/Help')), nav: { icon: 'help', key: 'h', group: 'help' } },
  { path: '/changelog', title: 'Changelog', component: page(() => import('../pages/Changelog/Changelog')), nav: { icon: 'changelog', key: 'c', group: 'help' } },
  { path: '/start-fresh', title: 'Start Fresh', component: page(() => import('../pages/StartFresh/StartFresh')), nav: { icon: 'fresh', key: 'f', group: 'help' } },
];
