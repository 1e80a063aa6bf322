import { useAnswer } from '../../api/answers';
import type { Schemas } from '../../api/types';
import { Card } from '../../components/Card';
import { Figure } from '../../components/Figure';
import { Money } from '../../components/Money';
import { Tokens } from '../../components/Tokens';
import { Time } from '../../components/Time';
import { zone } from '../../format/times';
import { counted, tokens } from '../../format/tokens';
import '../../breakdown/Totals.css';

/** How fast money is being spent: in the last hour, and in the window that is open. */
export function Pace({ blocks }: { blocks: readonly Schemas['Group'][] | undefined }) {
  const { data } = useAnswer('/overview', { zone });
  const open = blocks?.find(block => block.open === true);
  const pace = data?.pace;
  return (
    <Card>
      <div class="totals-room">
        <div class="totals">
          <Figure label="Pace" note={pace === undefined ? undefined : `in the last ${pace.minutes} minutes, all together`}>{pace === undefined ? '—' : <><Money dollars={pace.costPerHour} unpriced={pace.unpriced} calls={pace.calls} /><small> / h</small></>}</Figure>
          <Figure label="Tokens a minute" note={pace === undefined ? undefined : counted(pace.calls, 'call')}>{pace === undefined ? '—' : <Tokens value={Math.round(pace.tokensPerMinute)} />}</Figure>
          <Figure label="Open window" note={open?.end === undefined ? 'no call in the last five hours' : <>until <Time at={open.end} /></>}>{open === undefined ? '—' : <Money dollars={open.cost} unpriced={open.unpriced} calls={open.calls} />}</Figure>
          <Figure label="At its end, at this rate" note={open?.projection === undefined ? undefined : `${tokens(open.projection.tokens)} tokens`}>{open?.projection === undefined ? '—' : <Money dollars={open.projection.cost} unpriced={open.unpriced} calls={open.calls} />}</Figure>
        </div>
      </div>
    </Card>
  );
}
