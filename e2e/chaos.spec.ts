import { chaosKinds } from '../bench/chaos/chaos-kinds.ts';
import { noOutcome, runChaos } from '../bench/chaos/chaos-run.ts';
import { expect, test } from './app.ts';

/** A slice; `npm run bench -- chaos` has all kinds, and goes on for as many steps as it is told. */
const kinds = chaosKinds.filter(({ name }) => /^(stores|project files|tables|storage held|capabilities)$/.test(name));

test('one harm of each of five kinds: the page answers, says what happened, and has lost nothing', async ({
  browser,
  address,
}) => {
  // The last of the five is a browser without Intl.ListFormat.
  const outcome = noOutcome(13);
  await runChaos(browser, address, kinds, outcome, { steps: kinds.length, minutes: 2.5, inTurn: true });
  expect(outcome.faults).toEqual([]);
  expect(outcome.steps).toBe(5);
});
