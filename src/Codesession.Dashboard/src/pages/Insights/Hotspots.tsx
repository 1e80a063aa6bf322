import { useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Schemas } from '../../api/types';
import { withRange } from '../../app/range';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Empty';
import { Money } from '../../components/Money';
import { Table, type Column } from '../../components/Table';
import { Time } from '../../components/Time';
import { shortPath } from '../../format/paths';
import { brief } from '../../format/text';
import { count, counted } from '../../format/tokens';

type File = Schemas['Hotspots']['files'][number];

const First = 5;

const Columns: readonly Column<File>[] = [
  { key: 'path', title: 'File', grow: true, cell: file => <span class="mono cut hotspot-path" title={brief(file.path)}>{brief(file.path, 1000)}</span> },
  { key: 'sessions', title: 'Sessions', numeric: true, cell: file => count(file.sessions) },
  { key: 'changes', title: 'Changes', numeric: true, wide: true, cell: file => count(file.changes) },
  { key: 'last', title: 'Last change', numeric: true, wide: true, cell: file => <Time at={file.lastChange} relative /> },
  { key: 'cost', title: 'Cost', hint: 'Of the sessions that changed the file, each in full', numeric: true, cell: file => <Money dollars={file.cost} unpriced={file.unpriced} /> },
];

/** The files that many sessions changed, project by project: two files of one name in two projects are two files. */
export function Hotspots({ files }: { files: readonly File[] }) {
  const projects = useMemo(() => {
    const found = new Map<string, File[]>();
    for (const file of files) found.set(file.project, [...(found.get(file.project) ?? []), file]);
    return [...found];
  }, [files]);
  if (files.length === 0) return <Empty title="No files changed in this time">Sessions take down what git says has changed when they end.</Empty>;
  return <div class="hotspots">{projects.map(([project, found]) => <Project key={project} project={project} files={found} />)}</div>;
}

function Project({ project, files }: { project: string; files: readonly File[] }) {
  const [all, setAll] = useState(false);
  const { query } = useLocation();
  const rest = files.length - First;
  return (
    <section class="hotspot" aria-label={brief(project, 200)}>
      <h3><a class="link cut" href={withRange(`/sessions?project=${encodeURIComponent(project)}`, query)} title={brief(project)}>{brief(shortPath(project), 200)}</a></h3>
      <Table caption={`Files of ${brief(project, 200)}`} columns={Columns} rows={all ? files : files.slice(0, First)} rowKey={file => file.path} />
      {rest > 0 && !all && <p class="insights-more"><Button kind="quiet" onClick={() => setAll(true)}>Show {counted(rest, 'more file')}</Button></p>}
    </section>
  );
}
