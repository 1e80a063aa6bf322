import * as combobox from '@zag-js/combobox';
import { useId, useMemo, useState } from 'preact/hooks';
import { Icon } from './Icon';
import { normalizeProps, useMachine } from './useMachine';
import './Combobox.css';

/** One of the choices of a combobox. */
export interface Choice {
  value: string;
  /** As it is shown; the value where it is not told. */
  text?: string;
  /** Smaller, beside it: a provider, a count. */
  note?: string;
}

interface Props {
  label: string;
  /** The chosen value; undefined: none. */
  value: string | undefined;
  choices: readonly Choice[];
  onChange: (value: string | undefined) => void;
  placeholder?: string;
  /** Called with what is typed, where the choices come from a search; they are not filtered then. */
  onSearch?: (text: string) => void;
  /** The label is seen above it, too. */
  labelled?: boolean;
}

const Shown = 200;

/** A field that finds one of many by typing. Taking its text out takes the choice back. */
export function Combobox({ label, value, choices, onChange, placeholder, onSearch, labelled = false }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = useMemo(() => {
    const needle = (typed ?? '').toLowerCase();
    const found = onSearch !== undefined || needle === '' ? choices : choices.filter(choice => textOf(choice).toLowerCase().includes(needle));
    return found.slice(0, Shown);
  }, [choices, typed, onSearch]);
  // What is chosen has to be known even where the list has not come yet or no longer holds it.
  const items = useMemo(
    () => (value === undefined || shown.some(choice => choice.value === value) ? shown : [...shown, choices.find(choice => choice.value === value) ?? { value }]),
    [shown, value, choices],
  );
  const collection = useMemo(() => combobox.collection({ items, itemToValue: choice => choice.value, itemToString: textOf }), [items]);
  const service = useMachine<combobox.Service<Choice>>(combobox.machine, {
    id: useId(),
    collection,
    value: value === undefined ? [] : [value],
    placeholder,
    openOnClick: true,
    inputBehavior: 'autohighlight',
    selectionBehavior: 'replace',
    positioning: { sameWidth: true, placement: 'bottom-start', strategy: 'fixed' },
    onValueChange: ({ value: [chosen] }) => onChange(chosen),
    onInputValueChange: ({ inputValue, reason }) => {
      const text = reason === 'input-change' ? inputValue : null;
      setTyped(text);
      if (text !== null) onSearch?.(text);
      if (text === '') onChange(undefined);
    },
    onOpenChange: ({ open }) => !open && setTyped(null),
  } satisfies combobox.Props<Choice>);
  const api = combobox.connect(service, normalizeProps);
  return (
    <div {...api.getRootProps()} class="combobox">
      <label {...api.getLabelProps()} class={labelled ? 'labelled-text' : 'only-read'}>{label}</label>
      <div {...api.getControlProps()} class="combobox-control">
        <input {...(api.getInputProps() as object)} class="field" />
        {value !== undefined && (
          <button type="button" class="combobox-clear" aria-label={`Clear ${label}`} onClick={() => onChange(undefined)}><Icon name="close" /></button>
        )}
      </div>
      <div {...api.getPositionerProps()} class="combobox-place">
        {api.open && (
          <ul {...api.getContentProps()} class="combobox-list">
            {shown.length === 0 && <li class="combobox-none muted">Nothing found</li>}
            {shown.map(choice => (
              <li key={choice.value} {...api.getItemProps({ item: choice })}>
                <span class="cut" title={choice.value.slice(0, 300)}>{textOf(choice).slice(0, 300)}</span>
                {choice.note !== undefined && <span class="muted combobox-note">{choice.note}</span>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function textOf(choice: Choice): string {
  return choice.text ?? choice.value;
}
