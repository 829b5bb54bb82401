import { sumOf } from '#engine/kernels/statistics.ts';
import type { LaunchCandidate, ProductHistory } from '#engine/launch/history/launch.ts';
import { createRandom } from '#engine/random.ts';

/** A made-up history with a known truth, for tests and benchmarks. */
export interface SimulatedLaunches {
  readonly launches: readonly ProductHistory[];
  readonly candidates: readonly LaunchCandidate[];
  /** True expected total of each candidate, and of its curve by week. */
  readonly truth: readonly number[];
  readonly curve: readonly number[];
}

const words = { cup: 1, lamp: 0, towel: -1 } as const;
const makers = ['nordic', 'classic', 'garden', 'studio'];
const curve = [0.5, 1, 0.95, 0.85, 0.75, 0.68, 0.6, 0.55, 0.5, 0.46, 0.42, 0.4, 0.38];

/**
 * Launches whose log level is 6 + word effect - 0.7 ln(price / 10) + noise, on one curve with gamma-like weekly noise; `truth` is the
 * expected total at the candidate's facts (noise in the level included).
 */
export function plantLaunches(count: number, candidateCount: number, noise: number, seed: number): SimulatedLaunches {
  const random = createRandom(seed);
  const sum = sumOf(curve);
  const draw = (i: number) => {
    const kind = (Object.keys(words) as (keyof typeof words)[])[random.below(3)];
    const price = Math.exp(Math.log(10) + 0.6 * random.normal());
    return {
      facts: {
        id: `P${i}`,
        description: `${makers[random.below(4)]} ${kind}`,
        category: '',
        price,
        attributes: {},
      },
      level: 6 + words[kind] - 0.7 * Math.log(price / 10),
    };
  };
  const launches = Array.from({ length: count }, (_, i): ProductHistory => {
    const { facts, level } = draw(i);
    const total = Math.exp(level + noise * random.normal());
    const weekly = Float64Array.from(curve, (share) =>
      Math.max(0, Math.round(((total * share) / sum) * (1 + 0.3 * random.normal()))),
    );
    return { ...facts, firstWeek: 14004 + 7 * i, weekly };
  });
  const drawn = Array.from({ length: candidateCount }, (_, i) => draw(count + i));
  return {
    launches,
    candidates: drawn.map(({ facts }) => ({ ...facts, launchWeek: 14004 + 7 * (count + 13) })),
    truth: drawn.map(({ level }) => Math.exp(level + 0.5 * noise * noise)),
    curve: curve.map((share) => share / sum),
  };
}
