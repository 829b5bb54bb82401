import { expect, type Locator } from '@playwright/test';
import type { TrainingState } from '#state/training/training-store.ts';
import type { Journey } from './journey.ts';
import { persistedFacts } from './persisted-facts.ts';

type Persisted = Pick<TrainingState, 'job' | 'choices'>;

/** Stops the training that begins by itself, if it has not ended by then; answers with the button that starts another. */
export async function stopFirstTraining(journey: Journey): Promise<Locator> {
  const { page, words } = journey;
  const { again, start } = words.demand.training;
  const ended = page.getByRole('button', { name: again, exact: true });
  await expect(async () => {
    // Its part comes folded, with the first results.
    await journey.openParts();
    await expect(page.getByTestId('training-figures').or(ended)).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 300_000 });
  const button = page.getByRole('button', { name: new RegExp(`^(${again}|${start})$`) });
  const cancel = page.getByRole('button', { name: words.common.cancel, exact: true }).last();
  await expect(async () => {
    // By the keyboard: while results stream in above it, the button moves.
    if (await cancel.isVisible()) await cancel.press('Enter', { timeout: 2_000 });
    await expect(button).toBeEnabled({ timeout: 5_000 });
  }).toPass({ timeout: 200_000 });
  return button;
}

/** The first figure of the live line; 0 while there is none. */
export async function epochOf(figures: Locator): Promise<number> {
  const text = (await figures.textContent({ timeout: 1000 }).catch(() => '')) ?? '';
  return Number(/\d+/.exec(text)?.[0] ?? 0);
}

/** The result that the page has persisted. */
export async function persistedTraining(page: Journey['page']) {
  await expect
    .poll(async () => (await persistedFacts<Persisted>(page, 'training'))?.job.status, { timeout: 20_000 })
    .toBe('ready');
  const persisted = await persistedFacts<Persisted>(page, 'training');
  if (persisted?.job.status !== 'ready') throw new Error(`training is ${persisted?.job.status}`);
  return persisted.job.result;
}
