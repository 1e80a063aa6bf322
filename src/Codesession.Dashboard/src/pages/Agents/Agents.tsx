import { Breakdown } from '../../breakdown/Breakdown';

/** What each agent came to. */
export default function Agents() {
  return <Breakdown title="Agents" one="Agent" by="agent" unnamed="no agent named" />;
}
