/**
 * Pictures of every screen and chart on the sample, compared with those kept in e2e/visual: `npm run visual`. With
 * `--update` they are made anew, the project that they show as well, for the major version of the browser at hand. Needs
 * the built page (`npm run build`).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Journey } from '../e2e/journey.ts';
import { toPalettePng } from './palette-png.ts';
import { openSamplePage } from './sample-page.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'e2e/visual');
const isUpdate = process.argv.includes('--update');
const keepsProject = process.argv.includes('--keep-project');

/** The sample with everything computed, as the project file that the report step hands out. */
async function keepSample(): Promise<void> {
  const { page, close, loadSample } = await openSamplePage({ width: 1280, height: 900 });
  try {
    await loadSample();
    const journey = new Journey(page);
    await journey.goTo('report');
    const save = journey.button(journey.words.report.files.panel.projectAction);
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), save.click()]);
    mkdirSync(folder, { recursive: true });
    await download.saveAs(path.join(folder, 'sample.debut'));
  } finally {
    await close();
  }
}

if (isUpdate && !keepsProject) await keepSample();
const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/@playwright/test/cli.js'),
    ...['test', 'e2e/visual.spec.ts', ...(isUpdate ? ['--update-snapshots=all'] : [])],
  ],
  { cwd: root, stdio: 'inherit' },
);
if (isUpdate && status === 0) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.png')) continue;
    const file = path.join(folder, entry);
    const small = toPalettePng(readFileSync(file));
    writeFileSync(file, small);
    bytes += small.length;
  }
  console.log(`pictures: ${(bytes / 1e6).toFixed(2)} MB`);
}
process.exitCode = status ?? 1;
