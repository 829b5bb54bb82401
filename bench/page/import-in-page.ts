import type { Browser, Page } from '@playwright/test';
import { watchFrames } from '../../e2e/frame-delays.ts';
import { Journey } from '../../e2e/journey.ts';
import { peakOfRenderers } from '../chaos/renderer-memory.ts';

/**
 * A file imported in a new page of a browser of its own: wall and processor seconds, highest memory of the page's process, tasks over 50 ms of its main
 * thread, and how long a cancel takes that comes once the time left is known.
 */
export async function importInPage(
  browser: Browser,
  address: string,
  file: string,
): Promise<Record<string, number | string>> {
  const page = await browser.newPage({ baseURL: address });
  // The runner's transpiler wraps named functions in a helper that the page does not have.
  await page.addInitScript({ content: 'globalThis.__name = (named) => named;' });
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(file);
  const bar = page.getByRole('progressbar').first();
  await bar.getByText(journey.words.common.timeLeft.replace('{{time}}', '').trim()).waitFor();
  const cancelled = pressToGone(page);
  await page.getByRole('button', { name: journey.words.common.cancel }).first().click();
  const cancelMs = await cancelled;
  await peakOfRenderers(browser);
  const [before, started] = [await processorSeconds(browser), performance.now()];
  await journey.dropFiles(file);
  const frames = await watchFrames(page, journey.waitFor('data', 'done', 550_000));
  const figures = {
    seconds: ((performance.now() - started) / 1000).toFixed(1),
    'processor seconds of the page': ((await processorSeconds(browser)) - before).toFixed(1),
    'highest memory of the page (MB)': Math.round((await peakOfRenderers(browser)) ?? Number.NaN),
    'tasks over 50 ms (goal 0)': frames.longTasks,
    'longest task (ms)': frames.longestTask.toFixed(0),
    'cancel carried out after (ms, goal 250)': cancelMs.toFixed(0),
  };
  await page.close();
  return figures;
}

/** Milliseconds from the next press in the page to the first frame without a bar of progress, by the page's own clock: how long the driver takes to find and press a button is none of the page's. */
function pressToGone(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelector('main [role="progressbar"]')) requestAnimationFrame(look);
          else resolve(performance.now() - pressed);
        };
        let pressed = 0;
        addEventListener(
          'pointerdown',
          ({ timeStamp }) => {
            pressed = timeStamp;
            look();
          },
          { capture: true, once: true },
        );
      }),
  );
}

/** Of all pages of the browser and their workers so far. */
export async function processorSeconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
