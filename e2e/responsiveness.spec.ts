import { expect, test } from './app.ts';
import { watchFrames } from './frame-delays.ts';
import { Journey } from './journey.ts';
import { keepSample } from './sample-project.ts';

/**
 * The page at work may be this many times as late with a frame as the idle page of the same run. Workers leave the main
 * thread alone, but here two cores also draw the page in software while statistics, planner and network keep both busy.
 */
const allowedMultiple = 8;

test('frames keep coming while statistics, network and planner run on the sample', async ({ page }) => {
  test.setTimeout(300_000);
  const journey = new Journey(page);
  await journey.open();
  const idle = await watchFrames(page, page.waitForTimeout(4000));
  await journey.button(journey.words.data.trySample).click();
  const busy = await watchFrames(page, journey.waitFor('plan', 'done', 240_000));
  const figures = `idle p99 ${idle.p99.toFixed(0)} ms, busy p99 ${busy.p99.toFixed(0)} ms over ${busy.frames} frames, ${busy.longTasks} long tasks, longest ${busy.longestTask.toFixed(0)} ms`;
  test.info().annotations.push({ type: 'frames', description: figures });
  expect(busy.frames).toBeGreaterThan(100);
  expect(busy.p99, figures).toBeLessThan(allowedMultiple * Math.max(idle.p99, 1000 / 60));
  await keepSample(journey);
});
