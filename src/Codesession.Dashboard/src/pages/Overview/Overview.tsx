import { useAnswer } from '../../api/answers';
import { today } from '../../api/clock';
import { useRange } from '../../app/range';
import { Grid } from '../../components/Card';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { RangePicker } from '../../components/RangePicker';
import { Skeleton } from '../../components/Skeleton';
import { ActiveSessions } from './ActiveSessions';
import { CostByDay } from './CostByDay';
import { Completed } from './Completed';
import { FirstSteps } from './FirstSteps';
import { Spending } from './Spending';
import { TokensByDay } from './TokensByDay';
import { TopModels } from './TopModels';
import { TopProjects } from './TopProjects';
import { Unpriced } from './Unpriced';
import { asked } from './questions';

/** What the agents cost, at a glance and live. */
export function Overview() {
  const range = useRange();
  const overview = useAnswer('/overview', asked.overview());
  const days = useAnswer('/days', asked.days(range));
  const models = useAnswer('/usage', asked.models(range));
  const projects = useAnswer('/usage', asked.projects(range));

  const { data } = overview;
  const isEmpty = data !== undefined && data.firstCall === null && data.activeCount === 0 && data.stats.totalSessions === 0;
  const errors = [overview, days, models, projects].flatMap(answer => answer.error ?? []);
  const told = new Map(errors.map(error => [error.code + error.message, error]));
  return (
    <Page title="Overview" actions={isEmpty ? undefined : <RangePicker />}>
      {[...told.values()].map(error => <ErrorNote key={error.code} error={error} />)}
      {data === undefined ? errors.length === 0 && <Skeleton height={420} /> : isEmpty ? <FirstSteps /> : (
        <>
          <Unpriced models={data.unpricedModels} />
          <Spending overview={data} />
          <CostByDay range={range} today={today.value} days={days.data?.days} outdated={days.outdated} />
          <Grid min="m">
            <ActiveSessions sessions={data.active} count={data.activeCount} />
            <Completed stats={data.stats} />
          </Grid>
          <Grid min="m">
            <TopModels usage={models.data} range={range} outdated={models.outdated} />
            <TopProjects usage={projects.data} range={range} outdated={projects.outdated} />
            <TokensByDay range={range} today={today.value} days={days.data?.days} totals={models.data?.totals} outdated={days.outdated} />
          </Grid>
        </>
      )}
    </Page>
  );
}
