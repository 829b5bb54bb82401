import { expect, test } from 'vitest';
import { plantPanel } from '#engine/launch/testing/simulated-panel.ts';
import {
  canUndo,
  type OverrideEntry,
  type OverrideSetting,
  outcomeOf,
  overridesInForce,
  settingBefore,
  settingInForce,
} from './candidates-overrides.ts';

const figures = (total: number) => ({
  launchWeek: 20_000,
  total,
  totalLo80: total / 2,
  totalHi80: 2 * total,
  hitProbability: 0.3,
  weekly: new Float64Array(13).fill(total / 13),
});

function entry(kind: OverrideEntry['kind'], setting: OverrideSetting | null, candidateId = 'A'): OverrideEntry {
  return {
    id: `${kind}`,
    candidateId,
    kind,
    who: '王敏',
    at: 1,
    reason: '门店试销',
    setting,
    before: figures(100),
    model: figures(100),
    after: figures(setting?.total ?? 100),
    plan: null,
  };
}

const level = (total: number): OverrideSetting => ({ total, spread: null, curve: null });

test('changes, returns and undos in any order; nothing is taken out of the log', () => {
  const log = [entry('change', level(150)), entry('change', level(90)), entry('change', level(10), 'B')];
  expect(overridesInForce(log)).toEqual([
    { candidateId: 'A', ...level(90) },
    { candidateId: 'B', ...level(10) },
  ]);
  expect(settingBefore(log, 'A')).toEqual(level(150));
  const undone = [...log, entry('undo', level(150))];
  expect(settingInForce(undone, 'A')).toEqual(level(150));
  const withdrawn = [...undone, entry('withdraw', null)];
  expect([settingInForce(withdrawn, 'A'), canUndo(withdrawn, 'A')]).toEqual([null, true]);
  const back = [...withdrawn, entry('undo', level(150))];
  expect(settingInForce(back, 'A')).toEqual(level(150));
  const empty = [...back, entry('undo', null)];
  expect([settingInForce(empty, 'A'), canUndo(empty, 'A'), empty.length]).toEqual([null, false, 7]);
  expect(overridesInForce(empty)).toEqual([{ candidateId: 'B', ...level(10) }]);
});

test('later sales judge the change: by the weeks that are known', () => {
  const { panel } = plantPanel(1);
  const row = panel.products.findIndex(({ firstSale }) => firstSale > panel.start);
  const product = panel.products[row];
  const first = (product.firstSale - panel.start) / 7;
  const sold = panel.units.slice(row * panel.periods + first, row * panel.periods + first + 13).reduce((a, b) => a + b);
  const line = { ...entry('change', level(1.1 * sold), product.id), model: figures(0.5 * sold) };
  const outcome = outcomeOf(line, panel);
  expect(outcome).toMatchObject({ weeks: 13, helped: true });
  expect(outcome?.actual).toBeCloseTo(sold, 9);
  expect(outcome?.yours).toBeCloseTo(1.1 * sold, 6);
  expect(outcomeOf({ ...line, model: figures(1.05 * sold) }, panel)?.helped).toBe(false);
  expect(outcomeOf({ ...line, candidateId: 'not launched' }, panel)).toBeNull();
  expect(outcomeOf(line, { ...panel, completeTo: first + 3 })).toBeNull();
});
