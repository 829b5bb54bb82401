/** Writes the sample data: `npm run sample`. Files and what was planted in them (truth.json) go to public/sample/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeSample } from './sample/sample-files.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'public/sample');
mkdirSync(folder, { recursive: true });
const { files, truth } = makeSample();
for (const { name, bytes } of files) {
  writeFileSync(path.join(folder, name), bytes);
  console.log(`${String(bytes.length).padStart(9)} ${name}`);
}
writeFileSync(path.join(folder, 'truth.json'), truth);
