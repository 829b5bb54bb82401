import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { type LaunchOutcome, LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';

/** Product i launched in week t with option k under scenario s. */
export function simulateLaunch(instance: LaunchInstance, i: number, t: number, s: number, k = 0): LaunchOutcome {
  const simulation = new LaunchSimulation(instance, i);
  simulation.run(t, k);
  return simulation.outcome(s);
}
