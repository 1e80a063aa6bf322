import { useLocation } from 'preact-iso/router';
import type { Schemas } from '../../api/types';
import { withRange } from '../../app/range';
import { Empty } from '../../components/Empty';
import { Money } from '../../components/Money';
import { ShareRow } from '../../components/Share';
import { shortPath } from '../../format/paths';
import { counted, share } from '../../format/tokens';

const Shown = 9;

/** Which projects the money goes to. */
export function ProjectShares({ usage }: { usage: Schemas['Usage'] }) {
  const { query } = useLocation();
  if (usage.rows.length === 0) return <Empty title="No calls in this time" />;
  const rows = usage.rows.toSorted((a, b) => b.cost - a.cost || b.calls - a.calls);
  return (
    <>
      <ol>
        {rows.slice(0, Shown).map(row => (
          <ShareRow
            key={row.key}
            name={row.key === null ? 'no folder known' : shortPath(row.key)}
            title={row.key ?? undefined}
            href={row.key === null ? undefined : withRange(`/sessions?project=${encodeURIComponent(row.key)}`, query)}
            note={`${counted(row.sessions, 'session')} · ${share(row.cost, usage.totals.cost)}`}
            value={<Money dollars={row.cost} unpriced={row.unpriced} calls={row.calls} />}
            part={usage.totals.cost > 0 ? row.cost / usage.totals.cost : 0}
          />
        ))}
      </ol>
      {rows.length > Shown && <p class="insights-all"><a class="link" href={withRange('/projects', query)}>All {counted(rows.length, 'project')}</a></p>}
    </>
  );
}
