import { useMemo, useState } from 'preact/hooks';
import { useAnswer } from '../../api/answers';
import { useQuery } from '../../app/query';
import { useSearchText } from '../../app/searchText';
import type { Schemas } from '../../api/types';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Icon } from '../../components/Icon';
import { Page } from '../../components/Page';
import { Segmented } from '../../components/Segmented';
import { Skeleton } from '../../components/Skeleton';
import { brief } from '../../format/text';
import { zone } from '../../format/times';
import { counted } from '../../format/tokens';
import { PriceForm, type Edited } from './PriceForm';
import { PriceRow } from './PriceRow';
import { Reprice } from './Reprice';
import { Unpriced } from './Unpriced';
import './Pricing.css';

type Price = Schemas['Price'];

const Step = 100;
const Shows = [
  { value: '', text: 'Models' },
  { value: 'own', text: 'Your own' },
  { value: 'names', text: 'All names', title: 'With second names of the same model' },
] as const;

/** What models cost: the built-in prices with their sources and days, and those of one's own. */
export default function Pricing() {
  const { data, error } = useAnswer('/pricing', {});
  const overview = useAnswer('/overview', { zone });
  const query = useQuery();
  const [edited, setEdited] = useState<Edited>();
  const [repricing, setRepricing] = useState(false);
  const [shown, setShown] = useState(Step);
  const [text, setText] = useSearchText('q');
  const needle = query.get('q') ?? '';
  const show = Shows.find(known => known.value === query.get('show'))?.value ?? '';
  const unpriced = overview.data?.unpricedModels ?? [];

  const found = useMemo(() => (data?.prices ?? []).filter(price => isShown(price, show) && matches(price, needle)), [data, show, needle]);
  const rest = found.length - shown;
  return (
    <Page
      title="Pricing"
      note={data === undefined ? ' ' : <>Dollars per million tokens, as of {data.day}. Your own prices stand in <code title={brief(data.path)}>{brief(data.path, 200)}</code> and come first.</>}
      actions={
        <>
          <Button onClick={() => setRepricing(true)}>Price recorded calls again</Button>
          <Button kind="primary" onClick={() => setEdited({ key: '', provider: '', model: '' })}>Set a price</Button>
        </>
      }
    >
      {error !== undefined && <ErrorNote error={error} />}
      {unpriced.length > 0 && <Unpriced models={unpriced} onSet={(provider, model) => setEdited({ key: '', provider, model })} />}
      {data === undefined ? error === undefined && <Card><Skeleton lines={10} /></Card> : (
        <>
          <div class="prices-bar" role="search" aria-label="Prices">
            <div class="prices-search">
              <Icon name="search" />
              <input type="search" class="field" placeholder="Search models and providers" aria-label="Search prices" maxLength={200} value={text} onInput={e => setText(e.currentTarget.value)} />
            </div>
            <Segmented label="Show" value={show} options={Shows} onChange={value => query.set({ show: value })} />
            <span class="muted" role="status">{counted(found.length, 'price')}</span>
          </div>
          <div class="card prices">
            {found.length === 0 ? (
              show === 'own' && needle === '' ? (
                <Empty title="No prices of your own" commands={[{ text: 'cs pricing set my-model 0.50 1.50' }]}>One of your own comes before the built-in one of the same name.</Empty>
              ) : (
                <Empty title="No price is named like that"><Button onClick={() => setEdited({ key: '', provider: '', model: needle })}>Set a price</Button></Empty>
              )
            ) : (
              <>
                <div class="prices-head" aria-hidden="true"><span /><span>Model</span><span>Input</span><span>Output</span><span>Cache read</span><span>Cache write</span><span /></div>
                <ul>
                  {found.slice(0, shown).map(price => <PriceRow key={price.key} price={price} day={data.day} onEdit={() => setEdited({ key: price.key, ...namesOf(price), price })} />)}
                </ul>
                {rest > 0 && <p class="prices-more"><Button onClick={() => setShown(shown + Step)}>Show {Math.min(rest, Step)} more of {rest}</Button></p>}
              </>
            )}
          </div>
        </>
      )}
      <PriceForm edited={edited} onClose={() => setEdited(undefined)} onSaved={() => setRepricing(true)} askAgain={unpriced.length > 0} />
      <Reprice open={repricing} onClose={() => setRepricing(false)} />
    </Page>
  );
}

// A key is model, or provider/model; a model's own name may have slashes in it.
function namesOf(price: Price): { provider: string; model: string } {
  const provider = price.provider ?? '';
  return provider !== '' && price.key.startsWith(`${provider}/`) ? { provider, model: price.key.slice(provider.length + 1) } : { provider: '', model: price.key };
}

function isShown(price: Price, show: string): boolean {
  return show === 'own' ? price.isOwn : show === 'names' || price.sameAs === undefined || price.isOwn;
}

function matches(price: Price, needle: string): boolean {
  const text = `${price.key} ${price.provider ?? ''}`.toLowerCase();
  return needle.toLowerCase().split(/\s+/).every(word => text.includes(word));
}
