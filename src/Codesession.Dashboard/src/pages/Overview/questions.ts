import { ask } from '../../api/answers';
import type { Range } from '../../app/range';
import { zone } from '../../format/times';

/** What the overview asks; the page and the asking ahead have to agree on it. */
export const asked = {
  overview: () => ({ zone }),
  days: ({ after, before }: Range) => ({ after, before, zone, by: 'model' as const }),
  models: ({ after, before }: Range) => ({ after, before, zone, by: 'model' as const }),
  projects: ({ after, before }: Range) => ({ after, before, zone, by: 'project' as const }),
};

/** Asks all of it. */
export function questions(range: Range): void {
  ask('/overview', asked.overview());
  ask('/days', asked.days(range));
  ask('/usage', asked.models(range));
  ask('/usage', asked.projects(range));
}
