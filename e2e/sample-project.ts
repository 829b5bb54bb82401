import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Journey } from './journey.ts';

/** The sample's project, computed once for a build of the page: named after it, so that another build computes its own. */
function fileOfBuild(): string {
  const build = readFileSync('dist/.source-hash', 'utf8').slice(0, 16);
  return path.resolve(`test-results/sample-${build}.debut`);
}

/** The page's project as a file, for {@link openSample} of later specs. */
export async function keepSample(journey: Journey): Promise<void> {
  const { page, words } = journey;
  await journey.stopTraining();
  await journey.goTo('report');
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    journey.button(words.report.files.panel.projectAction).click(),
  ]);
  const bytes = readFileSync(await download.path());
  mkdirSync('test-results', { recursive: true });
  writeFileSync(fileOfBuild(), bytes);
}

/** The sample with its plan: opened where an earlier spec of this build has computed it, else computed. */
export async function openSample(journey: Journey): Promise<void> {
  const file = fileOfBuild();
  if (existsSync(file)) {
    await journey.dropFiles({ name: 'sample.debut', mimeType: '', buffer: readFileSync(file) });
    await expect(journey.step('plan')).toHaveAttribute('aria-current', 'step', { timeout: 120_000 });
  } else await journey.button(journey.words.data.trySample).click();
  await journey.waitFor('plan', 'done', 240_000);
}
