/** In place of `plan-actions.ts` in tests that draw screens: a plan whose inputs have these names. */
export function planOfHashes(current: () => string | null, under: () => string | null = current): object {
  const nothing = (): null => null;
  const planComputation = {
    id: 'plan',
    step: 'plan',
    stores: [],
    histories: [],
    hash: current,
    current: nothing,
    underWay: nothing,
    start: async () => undefined,
    cancel: nothing,
  };
  return { planComputation, planHashUnder: under };
}
