// Builds the page for `dotnet build`. Exit code 3: it cannot be built here, which is no mistake of the sources.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const lock = join(folder, 'obj', 'building');
const stamp = join(folder, 'dist', '.stamp');
const Impossible = 3;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19) || (major === 22 && minor < 12)) {
  console.log(`Node.js ${process.versions.node} is too old: 20.19 or 22.12 is needed.`);
  process.exit(Impossible);
}

const asked = Date.now();
await take();
try {
  // Another build, of another configuration, has just done it.
  if (writtenAt(stamp) < asked) process.exitCode = make();
} finally {
  rmSync(lock, { force: true });
}

function make() {
  const installed = join(folder, 'node_modules', '.package-lock.json');
  if (writtenAt(installed) < writtenAt(join(folder, 'package-lock.json'))) {
    // Nothing that is needed runs a script when it is installed.
    if (npm('ci', '--no-audit', '--no-fund', '--ignore-scripts') !== 0) {
      console.log('The packages of the page could not be installed.');
      return Impossible;
    }
  }
  return npm('run', 'build', '--silent') === 0 ? 0 : 1;
}

// npm is a batch file on Windows, which only a shell can run; the arguments are constants.
function npm(...words) {
  return spawnSync(`npm ${words.join(' ')}`, { cwd: folder, shell: true, stdio: 'inherit' }).status ?? 1;
}

async function take() {
  mkdirSync(join(folder, 'obj'), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive()) rmSync(lock, { force: true });
      else await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
}

function isAlive() {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')) || process.pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH'; // gone meanwhile: look again
  }
}

function writtenAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
