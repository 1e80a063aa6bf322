import { useMemo } from 'preact/hooks';
import { useAnswer } from '../../api/answers';
import { useQuery } from '../../app/query';
import { useSearchText } from '../../app/searchText';
import type { Schemas } from '../../api/types';
import { Card } from '../../components/Card';
import { Command } from '../../components/Command';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Icon } from '../../components/Icon';
import { Page } from '../../components/Page';
import { Skeleton } from '../../components/Skeleton';
import { counted } from '../../format/tokens';
import './Help.css';

type HelpCommand = Schemas['HelpCommand'];
type HelpItem = Schemas['HelpItem'];

const First = [
  { text: 'cs import', about: 'takes in what agents have logged so far' },
  { text: 'cs hook install', about: 'records Claude Code from now on' },
  { text: 'cs run claude', about: 'records any agent for one run' },
  { text: 'cs report daily', about: 'the figures of this page in a terminal' },
];

/** Every command of cs, from its own command table. */
export default function Help() {
  const { data, error } = useAnswer('/help', {});
  const [text, setText] = useSearchText('q');
  const needle = useQuery().get('q') ?? '';
  const all = useMemo(() => (data?.commands ?? []).flatMap(flat), [data]);
  const found = useMemo(() => all.filter(command => matches(command, needle)), [all, needle]);
  return (
    <Page title="Help" note="The commands of cs, as cs help tells them.">
      {error !== undefined && <ErrorNote error={error} />}
      <Card title="To begin"><div class="help-first">{First.map(command => <Command key={command.text} {...command} />)}</div></Card>
      {data === undefined ? error === undefined && <Card><Skeleton lines={10} /></Card> : (
        <>
          <div class="help-bar" role="search" aria-label="Commands">
            <div class="help-search">
              <Icon name="search" />
              <input type="search" class="field" placeholder="Search commands and options" aria-label="Search commands" maxLength={200} value={text} onInput={e => setText(e.currentTarget.value)} />
            </div>
            <span class="muted" role="status">{counted(found.length, 'command')}</span>
          </div>
          {found.length === 0 && <Card><Empty title="No command is like that" /></Card>}
          <div class="help">
            {found.length > 0 && (
              <nav class="help-list" aria-label="Commands">
                <ul>{found.map(command => <li key={command.name}><a href={`#${idOf(command)}`} onClick={event => go(event, idOf(command))}>{command.name}</a></li>)}</ul>
              </nav>
            )}
            <div class="help-commands">
              {found.map(command => <CommandView key={command.name} command={command} />)}
              {needle === '' && data.options.length > 0 && <section class="card help-command"><h2>Of every command</h2><Items items={data.options} /></section>}
            </div>
          </div>
        </>
      )}
    </Page>
  );
}

function CommandView({ command }: { command: HelpCommand }) {
  return (
    <section class="card help-command" id={idOf(command)} tabIndex={-1} aria-labelledby={`${idOf(command)}-name`}>
      <h2 id={`${idOf(command)}-name`}>{command.name}</h2>
      <p class="quiet">{command.description}</p>
      <Command text={command.usage} />
      <Items items={command.arguments} />
      <Items items={command.options} />
    </section>
  );
}

function Items({ items }: { items: readonly HelpItem[] }) {
  if (items.length === 0) return null;
  return (
    <dl class="help-items">
      {items.map(item => (
        <div key={item.name}>
          <dt><code>{[item.name, ...item.aliases].join(', ')}{item.value !== null && ` <${item.value.replace(/^<|>$/g, '')}>`}</code></dt>
          <dd>{item.description}</dd>
        </div>
      ))}
    </dl>
  );
}

// A group of commands is listed before its own; one that only groups has nothing to say itself.
function flat(command: HelpCommand): HelpCommand[] {
  return [command, ...command.commands.flatMap(flat)];
}

function matches(command: HelpCommand, needle: string): boolean {
  if (needle === '') return true;
  const items = [...command.arguments, ...command.options].map(item => `${item.name} ${item.aliases.join(' ')} ${item.description}`);
  const text = `${command.name} ${command.description} ${items.join(' ')}`.toLowerCase();
  return needle.toLowerCase().split(/\s+/).every(word => text.includes(word));
}

function idOf(command: HelpCommand): string {
  return `cs-${command.name.replaceAll(' ', '-')}`;
}

// Within the page; the fragment of the address is left to the link that logs in.
function go(event: Event, id: string): void {
  event.preventDefault();
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: 'start' });
  section?.focus({ preventScroll: true });
}
