import { useAnswer } from '../../api/answers';
import { FilterSelect } from '../../app/FilterSelect';
import { useQuery } from '../../app/query';
import { useRange } from '../../app/range';
import { NoCalls } from '../../breakdown/NoCalls';
import { Card, Grid } from '../../components/Card';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { RangePicker } from '../../components/RangePicker';
import { Segmented } from '../../components/Segmented';
import { Skeleton } from '../../components/Skeleton';
import { shortPath } from '../../format/paths';
import { zone } from '../../format/times';
import { Blocks } from './Blocks';
import { HeatMap, type Measure } from './HeatMap';
import { Hotspots } from './Hotspots';
import { Pace } from './Pace';
import { ProjectShares } from './ProjectShares';
import './Insights.css';

const Measures: readonly { value: Measure; text: string }[] = [
  { value: 'calls', text: 'Calls' },
  { value: 'cost', text: 'Cost' },
  { value: 'tokens', text: 'Tokens' },
];

/** Where and when the money goes: hours, windows, projects, files. */
export default function Insights() {
  const range = useRange();
  const query = useQuery();
  const asked = { after: range.after, before: range.before, zone, project: query.get('project'), agent: query.get('agent') };
  const heat = useAnswer('/heatmap', asked);
  const blocks = useAnswer('/usage', { ...asked, by: 'block' });
  const projects = useAnswer('/usage', { after: asked.after, before: asked.before, zone, agent: asked.agent, by: 'project' });
  const known = useAnswer('/usage', { by: 'project' });
  const agents = useAnswer('/usage', { by: 'agent' });
  const hotspots = useAnswer('/hotspots', { ...asked, limit: 200 });
  const measure = Measures.find(one => one.value === query.get('measure'))?.value ?? 'calls';
  const errors = new Map([heat, blocks, projects, hotspots].flatMap(answer => answer.error ?? []).map(error => [error.code + error.message, error]));
  const none = heat.data?.cells.length === 0 && hotspots.data?.files.length === 0;
  return (
    <Page title="Insights" note={range.label} actions={<RangePicker />}>
      <div class="insights-filters" role="search" aria-label="Insights">
        <FilterSelect name="project" all="All projects" keys={known.data?.rows.map(row => row.key)} say={shortPath} />
        <FilterSelect name="agent" all="All agents" keys={agents.data?.rows.map(row => row.key)} />
      </div>
      {[...errors.values()].map(error => <ErrorNote key={error.code} error={error} />)}
      {none ? <NoCalls allTime={range.name === 'all'} /> : (
        <>
          <Pace blocks={blocks.data?.rows} />
          <Card
            title="When agents work"
            note="By weekday and hour of your clock"
            actions={<Segmented label="Shades show" value={measure} options={Measures} onChange={value => query.set({ measure: value === 'calls' ? undefined : value })} />}
            dim={heat.outdated}
          >
            {heat.data === undefined ? <Skeleton height={260} /> : <HeatMap cells={heat.data.cells} measure={measure} />}
          </Card>
          <Grid min="l">
            <Card title="Five-hour windows" note="As subscriptions count them, the latest first" flush dim={blocks.outdated}>
              {blocks.data === undefined ? <Skeleton lines={6} /> : <Blocks rows={blocks.data.rows} />}
            </Card>
            <Card title="Projects" note="By cost" dim={projects.outdated}>
              {projects.data === undefined ? <Skeleton lines={6} /> : <ProjectShares usage={projects.data} />}
            </Card>
          </Grid>
          <Card title="Files that most sessions changed" note="The files of each project by themselves. The cost is that of the sessions that changed the file, each in full: it is not what the file alone cost." flush dim={hotspots.outdated}>
            {hotspots.data === undefined ? <Skeleton lines={8} /> : <Hotspots files={hotspots.data.files} />}
          </Card>
        </>
      )}
    </Page>
  );
}
