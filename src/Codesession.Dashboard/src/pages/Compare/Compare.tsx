import { useRef, useState } from 'preact/hooks';
import { useAnswer } from '../../api/answers';
import { useQuery } from '../../app/query';
import type { AnswerOf } from '../../api/types';
import { Button } from '../../components/Button';
import { Card, Grid } from '../../components/Card';
import { Combobox } from '../../components/Combobox';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { Skeleton } from '../../components/Skeleton';
import { brief } from '../../format/text';
import { shortTime } from '../../format/times';
import { CommonFiles } from './CommonFiles';
import { Figures } from './Figures';
import { ModelsOfBoth } from './ModelsOfBoth';
import './Compare.css';

export type Side = AnswerOf<'/sessions/{id}'>;

/** Two sessions side by side. */
export default function Compare() {
  const query = useQuery();
  const a = idOf(query.get('a'));
  const b = idOf(query.get('b'));
  const left = useAnswer(a === undefined ? null : '/sessions/{id}', { id: a ?? 0 });
  const right = useAnswer(b === undefined ? null : '/sessions/{id}', { id: b ?? 0 });
  const error = left.error ?? right.error;
  const both = left.data !== undefined && right.data !== undefined && !left.outdated && !right.outdated && error === undefined;
  return (
    <Page
      title="Compare sessions"
      actions={<Button disabled={a === undefined && b === undefined} onClick={() => query.set({ a: b, b: a })}>Swap</Button>}
    >
      <Grid min="m">
        <Pick label="First session" id={a} side={a === undefined ? undefined : left.data} onPick={id => query.set({ a: id })} />
        <Pick label="Second session" id={b} side={b === undefined ? undefined : right.data} onPick={id => query.set({ b: id })} />
      </Grid>
      {error !== undefined ? (
        error.code === 'session_not_found' ? <Card><Empty title={brief(error.message)} /></Card> : <ErrorNote error={error} />
      ) : a === undefined || b === undefined ? (
        <Card><Empty title="Pick two sessions">Find them by name above, or tick two in the <a class="link" href="/sessions">list of sessions</a>.</Empty></Card>
      ) : !both ? (
        <Card><Skeleton lines={8} /></Card>
      ) : (
        <>
          <Figures a={left.data!} b={right.data!} />
          <ModelsOfBoth a={left.data!} b={right.data!} />
          <CommonFiles a={left.data!.session} b={right.data!.session} />
        </>
      )}
    </Page>
  );
}

interface PickProps {
  label: string;
  id: number | undefined;
  side: Side | undefined;
  onPick: (id: string | undefined) => void;
}

function Pick({ label, id, side, onPick }: PickProps) {
  const [text, setText] = useState('');
  const found = useAnswer('/sessions', { search: text.trim(), limit: 30 });
  const choices = (found.data?.sessions ?? []).map(session => ({
    value: String(session.id),
    text: brief(session.name, 80) || `Session ${session.id}`,
    note: `#${session.id} · ${shortTime(session.startTime)}`,
  }));
  const chosen = side === undefined || side.session.id !== id ? undefined : { value: String(id), text: brief(side.session.name, 80) || `Session ${id}` };
  const all = chosen === undefined || choices.some(choice => choice.value === chosen.value) ? choices : [...choices, chosen];
  // The field takes its first text when it is made: not before the session's name is known.
  const named = useRef(false);
  named.current ||= id === undefined || chosen !== undefined;
  return <Combobox key={String(named.current)} labelled label={label} value={id === undefined ? undefined : String(id)} choices={all} onChange={onPick} onSearch={setText} placeholder="Search by name, note, folder, branch" />;
}

function idOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
