import { Page } from '../../components/Page';

/** Not built yet. */
export default function Projects() {
  return <Page title="Projects">{null}</Page>;
}
