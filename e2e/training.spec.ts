import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { epochOf, persistedTraining, stopFirstTraining } from './network-training.ts';
import { simulatedSales } from './simulated-sales.ts';

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
  const { summary, weights } = await persistedTraining(page);
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
  await journey.goTo('demand');
  const resumed = page.getByTestId('training-resumed');
  await expect(resumed).toBeVisible({ timeout: 60_000 });
  const epoch = Number(/\d+/.exec((await resumed.textContent()) ?? '')?.[0]);
  expect(epoch).toBeGreaterThanOrEqual(2);
  await page.getByRole('button', { name: journey.words.common.cancel, exact: true }).last().click();
  await expect(journey.button(words.again)).toBeVisible({ timeout: 60_000 });
  const { summary } = await persistedTraining(page);
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
  const { summary } = await persistedTraining(page);
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
  const { summary } = await persistedTraining(page);
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
