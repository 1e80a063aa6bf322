import type { Schemas } from '../../api/types';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { brief } from '../../format/text';
import { counted } from '../../format/tokens';

interface Props {
  models: readonly Schemas['ModelCalls'][];
  onSet: (provider: string, model: string) => void;
}

/** The models whose calls are in no sum yet, with a way to say what they cost. */
export function Unpriced({ models, onSet }: Props) {
  return (
    <Card title="Without a known price" note="Their calls are recorded, and in no sum until they have a price." flush>
      <ul class="unpriced">
        {models.map(({ provider, model, calls }) => (
          <li key={`${provider}/${model}`}>
            <span class="price-name">
              <span class="cut" title={brief(model)}>{brief(model)}</span>
              <span class="muted cut" title={brief(provider)}>{brief(provider, 100)}</span>
            </span>
            <span class="quiet">{counted(calls, 'call')}</span>
            <Button onClick={() => onSet(provider, model)} aria-label={`Set a price of ${brief(model, 100)}`}>Set a price</Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
