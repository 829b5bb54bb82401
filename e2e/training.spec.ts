import type { TrainingState } from '#state/training-store.ts';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { keptFacts } from './kept-facts.ts';
import { plantedSales } from './planted-sales.ts';

type Kept = Pick<TrainingState, 'job' | 'choices'>;

test('the article’s network trains on WebGL in its worker and learns a planted signal', async ({ page }) => {
  test.setTimeout(420_000);
  const journey = new Journey(page);
  const words = journey.words.demand.training;
  await journey.open();
  await journey.dropFiles(plantedSales(8, 170, 7));
  await journey.waitFor('data');
  await journey.goTo('demand');
  await journey.waitFor('demand', 'done', 240_000);

  await journey.choose(words.executor, words.executors['tfjs-webgl']);
  await page.getByRole('textbox', { name: words.budget }).fill('120');
  await page.getByRole('textbox', { name: words.budget }).blur();
  await journey.button(words.again).click();
  await expect(page.getByTestId('training-figures')).toBeVisible({ timeout: 180_000 });
  await expect(journey.button(words.again)).toBeVisible({ timeout: 300_000 });

  await expect
    .poll(async () => (await keptFacts<Kept>(page, 'training'))?.job.status, { timeout: 20_000 })
    .toBe('ready');
  const kept = await keptFacts<Kept>(page, 'training');
  if (kept?.job.status !== 'ready') throw new Error(`training is ${kept?.job.status}`);
  const { summary } = kept.job.result;
  // The worker's own tf.getBackend(), asked after the start.
  expect(summary.choice.backend).toBe('webgl');
  expect(summary.choice.name).toBe('tfjs-webgl');
  expect(summary.settings.lstmUnits).toEqual([128, 128]);
  expect(summary.settings.dropoutRate).toBe(0.2);
  expect(summary.settings.batchSize).toBe(32);
  expect(summary.steps).toBeGreaterThanOrEqual(50);
  // Both losses are on the later validation block, which training never sees.
  expect(summary.bestValidationLoss).toBeLessThan(summary.meanPredictorLoss);

  await page.getByRole('button', { name: journey.words.common.howDoWeKnow }).last().click();
  await journey.button(words.check).click();
  await expect(page.getByTestId('first-loss-check')).toBeVisible({ timeout: 60_000 });
  const text = (await page.getByTestId('first-loss-check').textContent()) ?? '';
  const losses = [...text.matchAll(/\d+\.\d{4,}/g)].map(([number]) => Number(number));
  expect(losses.length).toBeGreaterThanOrEqual(2);
  // WebGL's approximate activations against plain JavaScript: the tolerance that the reference values advise (5e-5).
  const [webgl, cpu] = losses as [number, number];
  expect(Math.abs(webgl - cpu) / cpu).toBeLessThan(5e-5);
  expect(Math.abs(webgl - summary.firstLoss) / cpu).toBeLessThan(5e-5);
});

test('a cancel during training answers within a second and keeps the best weights', async ({ page }) => {
  test.setTimeout(240_000);
  const journey = new Journey(page);
  const words = journey.words.demand.training;
  await journey.open();
  await journey.dropFiles(plantedSales(8, 170, 11));
  await journey.waitFor('data');
  await journey.goTo('demand');
  const figures = page.getByTestId('training-figures');
  await expect(figures).toBeVisible({ timeout: 120_000 });
  // Epoch 3 or later: there are weights to keep.
  await expect
    .poll(async () => Number(/\d+/.exec((await figures.textContent().catch(() => '')) ?? '')?.[0] ?? 0), {
      timeout: 60_000,
    })
    .toBeGreaterThanOrEqual(3);
  const asked = Date.now();
  await page.getByRole('button', { name: journey.words.common.cancel, exact: true }).last().click();
  // The training has stopped when the forecasts of the best weights are being made.
  const stopped = page.getByText(words.stages.forecasting).or(journey.button(words.again));
  await expect(stopped.first()).toBeVisible({ timeout: 5_000 });
  const took = Date.now() - asked;
  test.info().annotations.push({ type: 'cancel', description: `${took} ms` });
  expect(took).toBeLessThan(1_000);
  await expect(journey.button(words.again)).toBeVisible({ timeout: 60_000 });
  await expect
    .poll(async () => (await keptFacts<Kept>(page, 'training'))?.job.status, { timeout: 10_000 })
    .toBe('ready');
  const kept = await keptFacts<Kept>(page, 'training');
  if (kept?.job.status !== 'ready') throw new Error('no result kept');
  const { summary, weights } = kept.job.result;
  expect(['cancelled', 'interrupted']).toContain(summary.stop);
  expect(summary.bestEpoch).toBeGreaterThanOrEqual(1);
  expect(weights.some((weight) => weight !== 0)).toBe(true);
});
