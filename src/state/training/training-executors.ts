import type { ProbeInput, ProbeOutput } from '#workers/learning/contract.ts';
import { learningClient } from './training-client.ts';
import { type MeasuredSpeeds, useTrainingStore } from './training-store.ts';

/** Asks the worker what can compute here, and how fast. */
export async function probeExecutors(measure: ProbeInput['measure']): Promise<void> {
  const { probe } = useTrainingStore.getState();
  if (probe.status === 'asking') return;
  useTrainingStore.setState({ probe: { status: 'asking', offers: probe.status === 'known' ? probe.offers : null } });
  const result = await learningClient.run('probe', { measure });
  if (result.kind !== 'done') {
    useTrainingStore.setState({ probe: probe.status === 'unknown' ? { status: 'failed' } : probe });
    return;
  }
  const { measured } = useTrainingStore.getState();
  useTrainingStore.setState({
    probe: { status: 'known', offers: result.output },
    measured: measure === 'none' ? stillValid(measured, result.output) : speedsOf(result.output),
  });
}

/** On first use on this machine, or when its devices have changed: times those that may be taken without asking. */
export async function measureOnce(onMeasuring: () => void): Promise<void> {
  await probeExecutors('none');
  const { measured, choices } = useTrainingStore.getState();
  if (measured || choices.executor !== 'auto') return;
  onMeasuring();
  await probeExecutors('candidates');
}

function speedsOf(output: ProbeOutput): MeasuredSpeeds {
  const timed = output.offers.flatMap(({ name, stepMilliseconds }) =>
    stepMilliseconds === null ? [] : [[name, stepMilliseconds] as const],
  );
  return {
    best: output.automatic,
    stepMilliseconds: Object.fromEntries(timed),
    devices: devicesOf(output),
    measuredAt: Date.now(),
  };
}

function stillValid(measured: MeasuredSpeeds | null, output: ProbeOutput): MeasuredSpeeds | null {
  return measured?.devices === devicesOf(output) ? measured : null;
}

function devicesOf({ offers }: ProbeOutput): string {
  return offers.map(({ name, device, trouble }) => `${name}: ${device} ${trouble ?? ''}`).join('; ');
}
