// Leaves each built file gzipped beside itself: cs embeds and serves those.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
let first = 0;
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name.endsWith('.gz')) continue;
  const path = join(entry.parentPath, entry.name);
  const packed = gzipSync(readFileSync(path), { level: 9 });
  writeFileSync(`${path}.gz`, packed);
  if (/^index[.-].*(html|js|css)$/.test(entry.name)) first += packed.length;
}
// Newer than all that it was made of: dotnet build looks at it.
writeFileSync(new URL('.stamp', dist), '');
console.log(`first view: ${(first / 1000).toFixed(1)} KB compressed`);
