import * as tabs from '@zag-js/tabs';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { normalizeProps, useMachine } from './useMachine';
import './Tabs.css';

interface Props<T extends string> {
  label: string;
  value: T;
  /** A tab with how many there are of what it shows. */
  tabs: readonly { value: T; text: string; count?: number }[];
  onChange: (value: T) => void;
  /** What the chosen tab shows. */
  children: ComponentChildren;
}

/** Views of the same thing, one at a time; arrows move between them. */
export function Tabs<T extends string>({ label, value, tabs: list, onChange, children }: Props<T>) {
  const service = useMachine<tabs.Service>(tabs.machine, {
    id: useId(),
    value,
    onValueChange: ({ value }) => onChange(value as T),
    translations: { listLabel: label },
  } satisfies tabs.Props);
  const api = tabs.connect(service, normalizeProps);
  return (
    <div {...api.getRootProps()} class="tabs">
      <div {...api.getListProps()} class="tabs-list">
        {list.map(tab => (
          <button key={tab.value} {...api.getTriggerProps({ value: tab.value })} type="button">
            {tab.text}
            {tab.count !== undefined && <span class="tabs-count">{tab.count}</span>}
          </button>
        ))}
      </div>
      <div {...api.getContentProps({ value })} class="tabs-panel">{children}</div>
    </div>
  );
}
