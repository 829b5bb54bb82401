import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { epochOf, persistedTraining, stopFirstTraining } from './network-training.ts';
import { simulatedSales, type UploadFile } from './simulated-sales.ts';

/** Trains it on WebGL for so many whole epochs (five steps a product each), however long this machine's renderer takes for them; then says what came of it. */
async function trainPaperNetworkOnWebgl(page: Journey['page'], sales: UploadFile, epochs: number, products: number) {
  const journey = new Journey(page);
  const words = journey.words.demand.training;
  await journey.open();
  await journey.dropFiles(sales);
  await journey.waitFor('data');
  await journey.goTo('demand');
  const start = await stopFirstTraining(journey);
  await journey.choose(words.network, words.networks.article);
  await journey.choose(words.executor, words.executors['tfjs-webgl']);
  await page.getByRole('textbox', { name: words.budget }).fill('420');
  await page.getByRole('textbox', { name: words.budget }).blur();
  await start.click();
  const figures = page.getByTestId('training-figures');
  await expect(figures).toBeVisible({ timeout: 180_000 });
  await expect.poll(() => epochOf(figures), { timeout: 420_000 }).toBeGreaterThan(epochs);
  await page.getByRole('button', { name: journey.words.common.cancel, exact: true }).last().click();
  await expect(journey.button(words.again)).toBeVisible({ timeout: 120_000 });

  const { summary } = await persistedTraining(page);
  // The worker's own tf.getBackend(), asked after the start.
  expect(summary.choice.backend).toBe('webgl');
  expect(summary.choice.name).toBe('tfjs-webgl');
  expect(summary.settings.lstmUnits).toEqual([128, 128]);
  expect(summary.settings.dropoutRate).toBe(0.2);
  expect(summary.settings.batchSize).toBe(32);
  expect(summary.steps).toBeGreaterThanOrEqual(5 * products * epochs);

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
  return summary;
}

test('the article’s network trains on WebGL in its worker, and its error on later weeks falls below that of the mean', async ({
  page,
}) => {
  test.setTimeout(600_000);
  // As short as a history can be: an epoch is seven steps, and every later week is looked at in one.
  const sales = simulatedSales(1, 44, 7, [10, 5]);
  const { history, meanPredictorLoss } = await trainPaperNetworkOnWebgl(page, sales, 2, 1);
  // On the validation block, which training never sees.
  const [first, second] = history.map(({ validationLoss }) => validationLoss);
  expect(second).toBeLessThan(0.95 * first!);
  expect(second).toBeLessThan(0.95 * meanPredictorLoss);
  expect(history[1]!.loss).toBeLessThan(0.95 * history[0]!.loss);
});

test('the article’s network learns a planted signal on WebGL: better than the mean on later weeks @long', async ({
  page,
}) => {
  test.setTimeout(900_000);
  const summary = await trainPaperNetworkOnWebgl(page, simulatedSales(5, 170, 7), 4, 5);
  expect(summary.bestValidationLoss).toBeLessThan(summary.meanPredictorLoss);
});
