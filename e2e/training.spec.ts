import type { Locator } from '@playwright/test';
import type { TrainingState } from '#state/training/training-store.ts';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { persistedFacts } from './persisted-facts.ts';
import { simulatedSales } from './simulated-sales.ts';

type Kept = Pick<TrainingState, 'job' | 'choices'>;

/** Trains it on WebGL for so many whole epochs (five steps a product each), however long this machine's renderer takes for them; then says what came of it. */
async function trainPaperNetworkOnWebgl(page: Journey['page'], epochs: number, products: number) {
  const journey = new Journey(page);
  const words = journey.words.demand.training;
  await journey.open();
  await journey.dropFiles(simulatedSales(products, 170, 7));
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

  await expect
    .poll(async () => (await persistedFacts<Kept>(page, 'training'))?.job.status, { timeout: 20_000 })
    .toBe('ready');
  const kept = await persistedFacts<Kept>(page, 'training');
  if (kept?.job.status !== 'ready') throw new Error(`training is ${kept?.job.status}`);
  const { summary } = kept.job.result;
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

test('the article’s network trains on WebGL in its worker, and its error on later weeks falls', async ({ page }) => {
  test.setTimeout(600_000);
  const { history } = await trainPaperNetworkOnWebgl(page, 2, 3);
  // On the validation block, which training never sees.
  const [first, second] = history.map(({ validationLoss }) => validationLoss);
  expect(second).toBeLessThan(first!);
  expect(history[1]!.loss).toBeLessThan(history[0]!.loss);
});

test('the article’s network learns a planted signal on WebGL: better than the mean on later weeks @long', async ({
  page,
}) => {
  test.setTimeout(900_000);
  const summary = await trainPaperNetworkOnWebgl(page, 4, 5);
  expect(summary.bestValidationLoss).toBeLessThan(summary.meanPredictorLoss);
});

/** Trains the article's network, which takes long enough to be interrupted, up to an epoch; by what is best here, or on WebGL. */
async function trainUpTo(journey: Journey, epoch: number, onWebgl = false): Promise<void> {
  const { page, words: all } = journey;
  const words = all.demand.training;
  await journey.open();
  await journey.dropFiles(simulatedSales(8, 170, 11));
  await journey.waitFor('data');
  await journey.goTo('demand');
  const start = await stopFirstTraining(journey);
  await journey.choose(words.network, words.networks.article);
  if (onWebgl) {
    await journey.choose(words.executor, words.executors['tfjs-webgl']);
    await page.getByRole('textbox', { name: words.budget }).fill('400');
    await page.getByRole('textbox', { name: words.budget }).blur();
  }
  await start.click();
  const figures = page.getByTestId('training-figures');
  await expect.poll(() => epochOf(figures), { timeout: onWebgl ? 300_000 : 120_000 }).toBeGreaterThanOrEqual(epoch);
}

/** Stops the training that begins by itself, which is not the one wanted; answers with the button that starts another. */
async function stopFirstTraining({ page, words }: Journey): Promise<Locator> {
  const { again, start } = words.demand.training;
  await expect(page.getByTestId('training-figures')).toBeVisible({ timeout: 180_000 });
  await page.getByRole('button', { name: words.common.cancel, exact: true }).last().click();
  const button = page.getByRole('button', { name: new RegExp(`^(${again}|${start})$`) });
  await expect(button).toBeEnabled({ timeout: 60_000 });
  return button;
}

/** The first figure of the live line; 0 while there is none. */
async function epochOf(figures: Locator): Promise<number> {
  const text = (await figures.textContent({ timeout: 1000 }).catch(() => '')) ?? '';
  return Number(/\d+/.exec(text)?.[0] ?? 0);
}

async function keptResult(page: Journey['page']) {
  await expect
    .poll(async () => (await persistedFacts<Kept>(page, 'training'))?.job.status, { timeout: 20_000 })
    .toBe('ready');
  const kept = await persistedFacts<Kept>(page, 'training');
  if (kept?.job.status !== 'ready') throw new Error('no result kept');
  return kept.job.result;
}

test('closing the tab in mid-training is asked about; a cancel answers within a second and keeps the best weights', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const journey = new Journey(page);
  const words = journey.words.demand.training;
  // Epoch 3 or later: there are weights to keep.
  await trainUpTo(journey, 3);
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  // Timed in the page, from the click to the first sight of what follows: the driver's own waits don't count.
  const took = await page.evaluate(
    async ({ cancel, forecasting, again }) => {
      const shown = (text: string): boolean => document.querySelector('main')?.textContent?.includes(text) ?? false;
      const buttons = [...document.querySelectorAll('button')].filter(
        (button) => button.textContent?.trim() === cancel,
      );
      const asked = performance.now();
      buttons.at(-1)!.click();
      while (!shown(forecasting) && !shown(again)) await new Promise((resolve) => setTimeout(resolve, 10));
      return performance.now() - asked;
    },
    { cancel: journey.words.common.cancel, forecasting: words.stages.forecasting, again: words.again },
  );
  test.info().annotations.push({ type: 'cancel', description: `${Math.round(took)} ms` });
  // 250 ms where the machine is quiet; a loaded one is given more.
  expect(took).toBeLessThan(process.env.DEBUT_LONG ? 250 : 1_000);
  await expect(journey.button(words.again)).toBeVisible({ timeout: 60_000 });
  const { summary, weights } = await keptResult(page);
  expect(['cancelled', 'interrupted']).toContain(summary.stop);
  expect(summary.bestEpoch).toBeGreaterThanOrEqual(1);
  expect(weights.some((weight) => weight !== 0)).toBe(true);
});

test('a training that a reload cut off goes on from its last epoch @long', async ({ page }) => {
  test.setTimeout(400_000);
  const journey = new Journey(page);
  const words = journey.words.demand.training;
  await trainUpTo(journey, 4);
  await page.reload();
  const resumed = page.getByTestId('training-resumed');
  await expect(resumed).toBeVisible({ timeout: 60_000 });
  const epoch = Number(/\d+/.exec((await resumed.textContent()) ?? '')?.[0]);
  expect(epoch).toBeGreaterThanOrEqual(2);
  await page.getByRole('button', { name: journey.words.common.cancel, exact: true }).last().click();
  await expect(journey.button(words.again)).toBeVisible({ timeout: 60_000 });
  const { summary } = await keptResult(page);
  // The curve holds the epochs from before the reload.
  expect(summary.history.slice(0, epoch).map((record) => record.epoch)).toEqual(
    Array.from({ length: epoch }, (_, k) => k + 1),
  );
});

test('a worker that is killed in mid-epoch is replaced, and the screen says so @long', async ({ page }) => {
  test.setTimeout(400_000);
  const journey = new Journey(page);
  const words = journey.words.demand.training;
  await trainUpTo(journey, 3);
  const learning = page
    .workers()
    .filter((worker) => worker.url().includes('learning') || worker.url().includes('worker'));
  // Which one it is can't be told from a hashed name: the one with a training kernel is busy and answers late, so all go.
  for (const worker of learning) await worker.evaluate(() => self.close()).catch(() => {});
  await expect(page.getByText(words.restarted)).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: journey.words.common.cancel, exact: true }).last().click();
  await expect(journey.button(words.again)).toBeVisible({ timeout: 60_000 });
  const { summary } = await keptResult(page);
  expect(summary.bestEpoch).toBeGreaterThanOrEqual(1);
});

test('a lost WebGL context moves the training to the next executor, and the screen says so @long', async ({ page }) => {
  test.setTimeout(600_000);
  // Contexts are kept in the worker, so that the one that trains can be lost as a driver loses it.
  const keeping: Promise<unknown>[] = [];
  page.on('worker', (worker) => {
    const keep = worker.evaluate(() => {
      const { getContext } = OffscreenCanvas.prototype;
      const contexts: WebGL2RenderingContext[] = [];
      Object.assign(globalThis, { keptContexts: contexts });
      OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...input: unknown[]) {
        const context = Reflect.apply(getContext, this, input);
        if (context instanceof WebGL2RenderingContext) contexts.push(context);
        return context;
      } as typeof getContext;
    });
    keeping.push(keep.catch(() => {}));
  });
  const journey = new Journey(page);
  const words = journey.words.demand.training;
  // On a software renderer an epoch takes a while; one is enough to go on from.
  await trainUpTo(journey, 2, true);
  await Promise.all(keeping);
  for (const worker of page.workers())
    await worker
      .evaluate(() => {
        const { keptContexts = [] } = globalThis as { keptContexts?: WebGL2RenderingContext[] };
        for (const context of keptContexts) context.getExtension('WEBGL_lose_context')?.loseContext();
      })
      .catch(() => {});
  // Noticed within 5 s; the rest is the start of the next executor.
  const moved = words.moved.replace('{{name}}', words.executors['tfjs-webgl']);
  await expect(page.getByText(moved)).toBeVisible({ timeout: 15_000 });
  await expect.poll(() => epochOf(page.getByTestId('training-figures')), { timeout: 60_000 }).toBeGreaterThanOrEqual(4);
  await page.getByRole('button', { name: journey.words.common.cancel, exact: true }).last().click();
  await expect(journey.button(words.again)).toBeVisible({ timeout: 60_000 });
  const { summary } = await keptResult(page);
  expect(summary.choice.name).not.toBe('tfjs-webgl');
});

/** A browser without a window never hides a tab: what hiding does to the page is done to it, once training runs. */
test('a hidden tab trains on @long', async ({ page }) => {
  test.setTimeout(400_000);
  const journey = new Journey(page);
  await trainUpTo(journey, 2);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    // Timers once a second at most, and no frames.
    const { setTimeout: later } = window;
    window.setTimeout = ((run: () => void, wait = 0) => later(run, Math.max(1000, wait))) as typeof setTimeout;
    window.requestAnimationFrame = () => 0;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const figures = page.getByTestId('training-figures');
  const before = await epochOf(figures);
  await expect.poll(() => epochOf(figures), { timeout: 60_000 }).toBeGreaterThanOrEqual(before + 5);
});

test('a full disk is told, and training goes on @long', async ({ page, context }) => {
  test.setTimeout(400_000);
  const journey = new Journey(page);
  const words = journey.words.demand.training;
  await trainUpTo(journey, 2);
  const session = await context.newCDPSession(page);
  const origin = await page.evaluate(() => location.origin);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await expect(page.getByText(words.noCheckpoint)).toBeVisible({ timeout: 60_000 });
  const figures = page.getByTestId('training-figures');
  const before = await epochOf(figures);
  await expect.poll(() => epochOf(figures), { timeout: 60_000 }).toBeGreaterThan(before);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('button', { name: journey.words.common.cancel, exact: true }).last().click();
  await expect(journey.button(words.again)).toBeVisible({ timeout: 60_000 });
});
