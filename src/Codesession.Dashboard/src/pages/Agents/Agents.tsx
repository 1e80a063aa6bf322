import { Page } from '../../components/Page';

/** Not built yet. */
export default function Agents() {
  return <Page title="Agents">{null}</Page>;
}
