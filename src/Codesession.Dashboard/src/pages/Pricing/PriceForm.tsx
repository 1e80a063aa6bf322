import { useState } from 'preact/hooks';
import { refresh } from '../../api/answers';
import { ApiError, send } from '../../api/client';
import type { Schemas } from '../../api/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { toast } from '../../components/Toast';
import { brief } from '../../format/text';
import '../../components/Form.css';

/** What is edited: a price of the list, or one that is to be. */
export interface Edited {
  key: string;
  provider: string;
  model: string;
  price?: Schemas['Price'];
}

interface Props {
  edited: Edited | undefined;
  onClose: () => void;
  /** Called where calls may wait for the price. */
  onSaved: () => void;
  askAgain: boolean;
}

/** A dialog that sets, changes or takes back a price of one's own. */
export function PriceForm(props: Props) {
  const { edited, onClose } = props;
  return (
    <Dialog open={edited !== undefined} title={edited?.price?.isOwn ? 'Change your price' : 'Set a price'} onClose={onClose}>
      {edited !== undefined && <Form {...props} edited={edited} />}
    </Dialog>
  );
}

const Rates = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWrite1h'] as const;
type RateName = (typeof Rates)[number];
const Labels: Record<RateName, string> = { input: 'Input', output: 'Output', cacheRead: 'Cache read', cacheWrite: 'Cache write', cacheWrite1h: 'Cache write, 1 hour' };

function Form({ edited, onClose, onSaved, askAgain }: Props & { edited: Edited }) {
  const known = edited.price;
  const named = known !== undefined || edited.model !== '';
  const [provider, setProvider] = useState(edited.provider);
  const [model, setModel] = useState(edited.model);
  const [rates, setRates] = useState<Partial<Record<RateName, string>>>(() =>
    Object.fromEntries(Rates.flatMap(name => (known?.current?.[name] === undefined ? [] : [[name, String(known.current[name])]]))),
  );
  const [wrong, setWrong] = useState<Partial<Record<RateName | 'model' | 'all', string>>>({});
  const [busy, setBusy] = useState(false);

  const save = async (event: Event) => {
    event.preventDefault();
    const found: typeof wrong = {};
    if (model.trim() === '') found.model = 'Which model?';
    const values: Partial<Record<RateName, number>> = {};
    for (const name of Rates) {
      const text = (rates[name] ?? '').trim().replace(/^\$/, '').replace(',', '.');
      const value = Number(text);
      if (text === '') {
        if (name === 'input' || name === 'output') found[name] = 'Dollars per million tokens';
      } else if (!Number.isFinite(value) || value < 0) found[name] = 'An amount, 0 or more';
      else values[name] = value;
    }
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const request = { model: model.trim(), ...(provider.trim() !== '' && { provider: provider.trim() }), ...values } as Schemas['NewPrice'];
    await act(() => send('PUT', '/pricing', request), 'The price is set');
    if (askAgain) onSaved();
  };
  const act = async (what: () => Promise<unknown>, word: string) => {
    setBusy(true);
    try {
      await what();
      toast(word, 'good');
      refresh();
      onClose();
    } catch (error) {
      setWrong({ all: error instanceof ApiError ? error.message : String(error) });
      setBusy(false);
      throw error;
    }
  };

  return (
    <form class="form" onSubmit={event => void save(event).catch(() => {})} noValidate>
      {known !== undefined ? <p class="mono budgets-name">{brief(known.key)}</p> : (
        <div class="form-pair">
          <Field label="Model" error={wrong.model}>
            <input autofocus={!named} class="field" autoComplete="off" maxLength={200} value={model} aria-invalid={wrong.model !== undefined} onInput={e => setModel(e.currentTarget.value)} />
          </Field>
          <Field label="Only of this provider">
            <input class="field" autoComplete="off" maxLength={100} placeholder="Any" value={provider} onInput={e => setProvider(e.currentTarget.value)} />
          </Field>
        </div>
      )}
      <div class="form-pair">
        {Rates.map(name => (
          <Field key={name} label={Labels[name]} error={wrong[name]}>
            <input
              autofocus={named && name === 'input'}
              class="field"
              inputMode="decimal"
              autoComplete="off"
              placeholder={name === 'input' || name === 'output' ? '' : 'In proportion to input'}
              value={rates[name] ?? ''}
              aria-invalid={wrong[name] !== undefined}
              onInput={e => setRates({ ...rates, [name]: e.currentTarget.value })}
            />
          </Field>
        ))}
      </div>
      <p class="muted">Dollars per million tokens. It counts for calls from now on, and for those without a price when they are priced again.</p>
      {wrong.all !== undefined && <p class="form-wrong" role="alert">{wrong.all}</p>}
      <div class="form-buttons">
        {known?.isOwn && (
          <Button
            disabled={busy}
            onClick={() => void act(() => send('DELETE', `/pricing?key=${encodeURIComponent(known.key)}`), 'Your price is taken back').catch(() => {})}
          >
            Take it back
          </Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" disabled={busy}>Save</Button>
      </div>
    </form>
  );
}
