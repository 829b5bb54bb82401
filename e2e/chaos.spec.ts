import { languages } from '#i18n/language.ts';
import { chaosKinds } from '../bench/chaos/chaos-kinds.ts';
import { noOutcome, runChaos } from '../bench/chaos/chaos-run.ts';
import { expect, test } from './app.ts';

/** A slice; `npm run bench -- chaos` has all kinds, and goes on for as many steps as it is told. */
const kinds = chaosKinds.filter(({ name }) =>
  /^(stored objects|project files|tables|storage silent|storage held|poor browser)$/.test(name),
);

test('one harm of each of six kinds: the page answers, says what happened, and has lost nothing', async ({
  browser,
  address,
}) => {
  const outcome = noOutcome(13);
  await runChaos(browser, address, kinds, outcome, { steps: kinds.length, minutes: 2.5, inTurn: true });
  expect(outcome.faults).toEqual([]);
  expect(outcome.steps).toBe(6);
  // What a browser lacks is no reason for a screen to stop, even if it says so.
  expect(Object.keys(outcome.counts).filter((what) => what.endsWith('poor browser'))).toEqual([]);
});

test('a browser that runs no script of the page reads why, in every language', async ({ browser, address }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  const session = await page.context().newCDPSession(page);
  await session.send('Animation.enable');
  await session.send('Animation.setPlaybackRate', { playbackRate: 50 });
  await page.goto(address);
  for (const { notStarted } of Object.values(languages)) await expect(page.getByText(notStarted)).toBeVisible();
  await page.close();
});
