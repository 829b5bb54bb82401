import { sumOf } from '#engine/kernels/statistics.ts';

/** Launches of a class, and others, that it takes to tell; standard errors by which a class must lead its baseline. */
const fewestOfEach = 4;
const fewestLaunches = 8;
const clearLead = 2;

/** A forecast chance beside what came of it. */
export interface Chance {
  readonly probability: number;
  readonly came: boolean;
}

/** A class (hits, or flops) called from a chance on, on launches held out. Shares from 0 to 1, NaN where nothing is called. */
export interface ClassScores {
  readonly threshold: number;
  readonly launches: number;
  readonly came: number;
  readonly called: number;
  /** Called and came. */
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly accuracy: number;
  /** Of calling every launch one of the class: its F1, the highest that is had without looking. */
  readonly baselineF1: number;
  /** Of calling each launch what most are. */
  readonly baselineAccuracy: number;
  /** Standard error of the lead in F1 (jackknife). */
  readonly error: number;
  readonly verdict: 'holds' | 'no-better' | 'too-few';
}

/**
 * Precision, recall and F1 of a class. It is called from the chance on that promises the highest F1 by the chances alone, 2 sum(called p) /
 * (called + sum p) (Lipton, Elkan and Naryanaswamy 2014): what came chooses nothing. `holds` where F1 leads that of calling all by two
 * standard errors; `too-few` under 8 launches, or 4 of the class or of the others.
 */
export function scoreClass(chances: readonly Chance[]): ClassScores {
  const threshold = thresholdOf(chances.map(({ probability }) => probability));
  const rows = chances.map(({ probability, came }) => ({ came, called: probability >= threshold }));
  const counts = {
    launches: rows.length,
    came: rows.filter(({ came }) => came).length,
    called: rows.filter(({ called }) => called).length,
    right: rows.filter(({ came, called }) => came && called).length,
  };
  const { launches, came, called, right } = counts;
  const leads = rows.map((row) =>
    leadOf({
      launches: launches - 1,
      came: came - Number(row.came),
      called: called - Number(row.called),
      right: right - Number(row.came && row.called),
    }),
  );
  const mean = sumOf(leads) / launches;
  const error = Math.sqrt(((launches - 1) / launches) * sumOf(leads.map((lead) => (lead - mean) ** 2)));
  const lead = leadOf(counts);
  const tooFew = launches < fewestLaunches || came < fewestOfEach || launches - came < fewestOfEach;
  return {
    ...{ threshold, ...counts, error },
    precision: right / called,
    recall: right / came,
    f1: f1Of(counts),
    accuracy: (launches - called - came + 2 * right) / launches,
    baselineF1: f1Of({ called: launches, came, right: came }),
    baselineAccuracy: Math.max(came, launches - came) / launches,
    verdict: tooFew ? 'too-few' : lead > 0 && lead > clearLead * error ? 'holds' : 'no-better',
  };
}

type Counts = Pick<ClassScores, 'launches' | 'came' | 'called' | 'right'>;

const f1Of = ({ called, came, right }: Omit<Counts, 'launches'>): number =>
  called + came > 0 ? (2 * right) / (called + came) : 0;

const leadOf = (counts: Counts): number =>
  f1Of(counts) - f1Of({ called: counts.launches, came: counts.came, right: counts.came });

/** The lowest chance that is called; infinite where no chance is above 0. */
function thresholdOf(probabilities: readonly number[]): number {
  const sorted = probabilities.filter((probability) => probability > 0).sort((a, b) => b - a);
  const all = sumOf(sorted);
  let best = { f1: 0, threshold: Number.POSITIVE_INFINITY };
  let sum = 0;
  sorted.forEach((probability, at) => {
    sum += probability;
    const f1 = (2 * sum) / (at + 1 + all);
    if (f1 > best.f1) best = { f1, threshold: probability };
  });
  return best.threshold;
}
