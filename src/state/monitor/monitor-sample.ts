import { extendSample } from '#state/data/dataset-actions.ts';
import { issueOf } from './monitor-issue.ts';
import { currentCommitment, useMonitorStore } from './monitor-store.ts';
import { sampleClient } from './monitor-workers.ts';

/** Adds what sold after the sample's end under the version on screen, with reviews. */
export async function loadLaterSample(): Promise<void> {
  const plan = currentCommitment(useMonitorStore.getState())?.plan;
  if (!plan) return;
  const launches = plan.candidates.flatMap(({ id, launchDay, total }) =>
    launchDay === null ? [] : [{ id, day: launchDay, expected: total.mean }],
  );
  useMonitorStore.setState({ refusal: null });
  const result = await sampleClient.run('makeLater', { launches });
  if (result.kind !== 'done') {
    useMonitorStore.setState({ refusal: issueOf(result) });
    return;
  }
  await extendSample(result.output.files.map(({ name, bytes }) => ({ name, bytes: new Blob([bytes]) })));
}
