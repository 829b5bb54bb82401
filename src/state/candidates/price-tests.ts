import { currentDataset } from '#state/data/dataset-store.ts';
import { defineComputation } from '#state/runtime/computation.ts';
import { createJobStore } from '#state/runtime/job-store.ts';
import { versionInput } from '#state/runtime/shared-inputs.ts';
import { afterThePlan, candidatesClient, weeklyInput } from './candidates-actions.ts';

/** Tests that would tell the response to price where the data doesn't. */
export const priceTestsComputation = defineComputation({
  ...createJobStore('price-tests'),
  ...afterThePlan,
  inputs: { priceTests: versionInput(1), data: weeklyInput },
  run: async ({ signal, show }) => {
    const dataset = currentDataset();
    if (!dataset?.panel) return { kind: 'cancelled' };
    const { panel, fingerprint: key } = dataset;
    return candidatesClient.run('designPriceTests', { panel, key }, { signal, onProgress: show });
  },
});
