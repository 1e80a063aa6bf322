import releases from 'virtual:changelog';
import { useAnswer } from '../../api/answers';
import { Card } from '../../components/Card';
import { Page } from '../../components/Page';
import { Blocks } from './Blocks';
import './Changelog.css';

/** What changed from release to release. */
export default function Changelog() {
  const { data } = useAnswer('/server', {});
  return (
    <Page title="Changelog" note={data === undefined ? ' ' : `This is codesession ${data.codesessionVersion}.`}>
      {releases.map(release => (
        <Card key={release.title} title={release.title}>
          <div class="changelog"><Blocks blocks={release.blocks} /></div>
        </Card>
      ))}
    </Page>
  );
}
