import { link } from '../api/live';
import './Live.css';

const Words = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting' } as const;

/** Whether what is shown follows the ledger. */
export function Live() {
  const state = link.value;
  const title = state === 'live' ? 'Changes are shown as they happen' : 'The figures may be out of date';
  return <span class={`live live-${state}`} role="status" title={title}><span class="live-dot" aria-hidden="true" />{Words[state]}</span>;
}
