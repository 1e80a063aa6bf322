import type { Schemas } from '../../api/types';
import { Note } from '../../components/Note';
import { counted } from '../../format/tokens';

const Named = 4;

/** Says which models have calls whose price is not known. */
export function Unpriced({ models }: { models: readonly Schemas['ModelCalls'][] }) {
  if (models.length === 0) return null;
  const calls = models.reduce((sum, model) => sum + model.calls, 0);
  const more = models.length - Named;
  return (
    <Note actions={<a class="link" href="/pricing">Set a price</a>}>
      <strong>{counted(calls, 'call has', 'calls have')} no known price</strong> and {calls === 1 ? 'is' : 'are'} not in the costs:{' '}
      {models.slice(0, Named).map((model, i) => (
        <span key={`${model.provider}/${model.model}`}>
          {i > 0 && ', '}
          <span class="mono" title={`${model.provider}: ${counted(model.calls, 'call')}`}>{model.model.slice(0, 80)}</span>
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
    </Note>
  );
}
