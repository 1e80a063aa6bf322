import { Breakdown } from '../../breakdown/Breakdown';
import { folderName } from '../../format/paths';

/** What each project came to. Two folders of one name are two projects. */
export default function Projects() {
  return <Breakdown title="Projects" one="Project" by="project" unnamed="no folder known" nameOf={folderName} noteOf={path => path} />;
}
