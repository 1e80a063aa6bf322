import { useEffect, useState } from 'preact/hooks';
import { refresh } from '../../api/answers';
import { ApiError, send } from '../../api/client';
import type { Schemas } from '../../api/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Figure } from '../../components/Figure';
import { Money } from '../../components/Money';
import { Skeleton } from '../../components/Skeleton';
import { toast } from '../../components/Toast';
import { money } from '../../format/money';
import { brief } from '../../format/text';
import { count, counted } from '../../format/tokens';

type Repriced = Schemas['Repriced'];

/** Prices the calls that have none yet: says first what it would come to. */
export function Reprice({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [outcome, setOutcome] = useState<Repriced | ApiError>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!open) return;
    let closed = false;
    setOutcome(undefined);
    void price(true).then(found => closed || setOutcome(found));
    return () => {
      closed = true;
    };
  }, [open]);

  const act = async () => {
    setBusy(true);
    const done = await price(false);
    setBusy(false);
    if (done instanceof ApiError) return setOutcome(done);
    toast(`${counted(done.priced, 'call')} priced: ${money(done.difference)} more`, 'good');
    refresh();
    onClose();
  };

  const failed = outcome instanceof ApiError;
  const ready = outcome !== undefined && !failed && outcome.priced > 0;
  return (
    <Dialog
      open={open}
      title="Price recorded calls again"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{ready ? 'Cancel' : 'Close'}</Button>
          {ready && <Button kind="primary" disabled={busy} onClick={() => void act()}>Price {counted(outcome.priced, 'call')}</Button>}
        </>
      }
    >
      {outcome === undefined ? <Skeleton lines={3} /> : failed ? <p class="form-wrong" role="alert">{outcome.message} <code>{outcome.code}</code></p> : <Preview outcome={outcome} />}
    </Dialog>
  );
}

function Preview({ outcome }: { outcome: Repriced }) {
  return (
    <div class="reprice" role="status">
      <p class="quiet">Each call that was recorded without a price gets that of its own day, and its session's total follows. A cost that somebody stated stays.</p>
      <div class="reprice-figures">
        <Figure label="Without a price">{count(outcome.looked)}</Figure>
        <Figure label="Would be priced">{count(outcome.priced)}</Figure>
        <Figure label="They come to"><Money dollars={outcome.difference} /></Figure>
      </div>
      {outcome.unpricedModels.length > 0 && (
        <p class="quiet">
          Still unknown: {outcome.unpricedModels.slice(0, 12).map(one => `${brief(one.model, 60)} (${counted(one.calls, 'call')})`).join(', ')}
          {outcome.unpricedModels.length > 12 && ` and ${outcome.unpricedModels.length - 12} more`}.
        </p>
      )}
    </div>
  );
}

async function price(dryRun: boolean): Promise<Repriced | ApiError> {
  try {
    return await send<Repriced>('POST', '/pricing/reprice', { dryRun });
  } catch (error) {
    return error instanceof ApiError ? error : new ApiError('internal', String(error), 0);
  }
}
