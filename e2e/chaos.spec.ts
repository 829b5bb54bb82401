import { chaosKinds } from '../bench/chaos/chaos-kinds.ts';
import { runChaos } from '../bench/chaos/chaos-run.ts';
import { expect, test } from './app.ts';

/** `npm run bench -- chaos` goes on for a thousand steps. */
test('each kind of harm once: the page answers, says what happened, and has lost nothing', async ({
  browser,
  address,
}) => {
  const outcome = await runChaos(browser, address, chaosKinds, {
    steps: chaosKinds.length,
    seed: 5,
    minutes: 2.5,
    inTurn: true,
  });
  expect(outcome.faults).toEqual([]);
  expect(outcome.steps).toBe(chaosKinds.length);
});
