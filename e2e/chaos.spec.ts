import { chaosKinds } from '../bench/chaos/chaos-kinds.ts';
import { runChaos } from '../bench/chaos/chaos-run.ts';
import { expect, test } from './app.ts';

/** A slice; `npm run bench -- chaos` has all kinds, and goes on for as many steps as it is told. */
const kinds = chaosKinds.filter(({ name }) => /^(stores|project files|tables|storage held|capabilities)$/.test(name));

test('one harm of each of five kinds: the page answers, says what happened, and has lost nothing', async ({
  browser,
  address,
}) => {
  const outcome = await runChaos(browser, address, kinds, {
    steps: kinds.length,
    // The last of the five is a browser without Intl.ListFormat.
    seed: 13,
    minutes: 2.5,
    inTurn: true,
  });
  expect(outcome.faults).toEqual([]);
  expect(outcome.steps).toBe(5);
});
