/**
 * Pictures of every screen and chart on the sample, compared with those kept in e2e/visual: `npm run visual`. With
 * `--update` they are made anew, the project that they show as well, for the major version of the browser at hand. Needs
 * the built page (`npm run build`).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Journey } from '../e2e/journey.ts';
import { toPalettePng } from './pictures/palette-png.ts';
import { openSamplePage } from './pictures/sample-page.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'e2e/visual');
const isUpdate = process.argv.includes('--update');
const keepsProject = process.argv.includes('--keep-project');

/** The sample with everything computed, and the same with its plan committed and followed, as the report step hands them out. */
async function keepSample(): Promise<void> {
  const { page, close, loadSample } = await openSamplePage({ width: 1280, height: 900 });
  try {
    await loadSample();
    const journey = new Journey(page);
    mkdirSync(folder, { recursive: true });
    await keep(journey, 'sample');
    const { monitor } = journey.words;
    await journey.goTo('monitor');
    await page.getByRole('textbox', { name: monitor.commit.name }).fill('Spring');
    await journey.button(monitor.commit.action).click();
    await journey.button(monitor.actuals.sample).click();
    await journey.waitFor('monitor', 'done', 240_000);
    await page.getByRole('table', { name: monitor.feedback.title }).waitFor({ timeout: 240_000 });
    await keep(journey, 'followed');
  } finally {
    await close();
  }
}

async function keep(journey: Journey, name: string): Promise<void> {
  const { page, words } = journey;
  await journey.goTo('report');
  const save = journey.button(words.report.files.panel.projectAction);
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), save.click()]);
  await download.saveAs(path.join(folder, `${name}.debut`));
}

if (isUpdate && !keepsProject) await keepSample();
const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/@playwright/test/cli.js'),
    ...['test', 'e2e/visual.spec.ts', ...(isUpdate ? ['--update-snapshots=all'] : [])],
  ],
  // The pictures are among the long tests.
  { cwd: root, stdio: 'inherit', env: { ...process.env, DEBUT_LONG: '1' } },
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
