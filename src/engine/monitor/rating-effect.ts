import { meanOf } from '#engine/kernels/statistics.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { TrackedPlan } from '#engine/monitor/track-plan.ts';
import type { LaunchTracking, TrackingReport } from '#engine/monitor/tracking.ts';
import type { FeedbackEffect, ReviewRecord } from '#engine/reviews/feedback.ts';

/** Weeks after which the rest is forecast, ratings counted by then, and launches that a test of it needs. */
const lookWeeks = 4;
const leastRatings = 3;
const leastLaunches = 8;
/** Error that ratings have to take off: one part in fifty. */
const leastGain = 0.02;
/** Prior of the slope: a star more or less changes the rest by some 10 %. */
const slopePrior = 0.1;
/** Noise of the logarithm that is taken for granted, as if seen on so many launches. */
const noisePrior = 0.3;
const noiseLaunches = 4;

interface Sample {
  /** Stars above the mean of all. */
  readonly stars: number;
  /** ln(what came after / what the weeks so far led to expect). */
  readonly log: number;
  readonly actual: number;
  readonly expected: number;
}

/**
 * Does a rating say more about what is left than the sales so far? For each launch that is complete (8 weeks or more known) the rest after 4 weeks is forecast by its own level
 * so far, and the error ln(came / expected) is regressed (ridge, slope around 0) on its mean rating by then; each launch is judged by a slope that the others give. Used
 * only where that takes 2 % off the error on 8 launches or more; else left out, and the figures say so.
 */
export function learnRatingEffect(
  plan: CommittedPlan,
  { report }: TrackedPlan,
  reviews: readonly ReviewRecord[],
): FeedbackEffect {
  const overall = meanOf(reviews.flatMap(({ rating }) => (rating === null ? [] : [rating])));
  const samples = report.launches.flatMap((launch) => sampleOf(launch, reviews, overall));
  const judged = samples.map((sample, k) => {
    const slope = slopeOf(samples.filter((_, other) => other !== k)).slope;
    return {
      off: Math.abs(sample.actual - sample.expected),
      on: Math.abs(sample.actual - sample.expected * Math.exp(slope * sample.stars)),
      actual: sample.actual,
    };
  });
  const total = judged.reduce((sum, { actual }) => sum + actual, 0);
  const wape = (side: 'off' | 'on'): number => (100 * judged.reduce((sum, each) => sum + each[side], 0)) / total;
  const { slope, error } = slopeOf(samples);
  const used = samples.length >= leastLaunches && wape('on') < (1 - leastGain) * wape('off');
  return {
    used,
    launches: samples.length,
    wapeOff: samples.length > 0 ? wape('off') : Number.NaN,
    wapeOn: samples.length > 0 ? wape('on') : Number.NaN,
    slope,
    slopeError: error,
    launchesAhead: report.launches.flatMap((launch) => {
      if (launch.actualDay === null || plan.horizon <= launch.reforecast.observedWeeks) return [];
      const stars = starsOf(launch, reviews, overall, report.asOf);
      if (stars === null) return [];
      const factor = Math.exp(slope * stars);
      const off = launch.reforecast.remaining.mean;
      return [{ candidateId: launch.candidateId, factor, off, on: off * factor }];
    }),
  };
}

/** The report with what is left multiplied by what the ratings say. */
export function applyRatings(report: TrackingReport, effect: FeedbackEffect): TrackingReport {
  const factors = new Map(effect.launchesAhead.map(({ candidateId, factor }) => [candidateId, factor]));
  return {
    ...report,
    launches: report.launches.map((launch) => {
      const factor = factors.get(launch.candidateId);
      return factor === undefined ? launch : { ...launch, reforecast: scaleRest(launch.reforecast, factor) };
    }),
  };
}

function scaleRest(reforecast: LaunchTracking['reforecast'], factor: number): LaunchTracking['reforecast'] {
  const { remaining, total, weekly } = reforecast;
  const times = (value: number): number => value * factor;
  const more = (factor - 1) * Math.min(remaining.mean, Math.max(0, total.mean));
  return {
    ...reforecast,
    remaining: {
      mean: times(remaining.mean),
      median: times(remaining.median),
      lo80: times(remaining.lo80),
      hi80: times(remaining.hi80),
      lo95: times(remaining.lo95),
      hi95: times(remaining.hi95),
    },
    total: { ...total, mean: total.mean + more },
    weekly: { mean: weekly.mean.map(times), lo80: weekly.lo80.map(times), hi80: weekly.hi80.map(times) },
  };
}

/** Mean rating from the launch to day `until`, above that of all; null with fewer than 3 ratings. */
function starsOf(
  { productIds, actualDay }: LaunchTracking,
  reviews: readonly ReviewRecord[],
  overall: number,
  until: number,
): number | null {
  const own = reviews.flatMap(({ productId, day, rating }) =>
    rating !== null && day !== null && productIds.includes(productId) && day >= (actualDay ?? 0) && day < until
      ? [rating]
      : [],
  );
  return own.length >= leastRatings ? meanOf(own) - overall : null;
}

function sampleOf(launch: LaunchTracking, reviews: readonly ReviewRecord[], overall: number): Sample[] {
  const known = launch.weeks.filter((week) => week.known);
  if (launch.actualDay === null || known.length < 2 * lookWeeks) return [];
  const stars = starsOf(launch, reviews, overall, launch.actualDay + 7 * lookWeeks);
  if (stars === null) return [];
  const sum = (weeks: typeof known, value: (week: (typeof known)[number]) => number): number =>
    weeks.reduce((all, week) => all + value(week), 0);
  const [seen, rest] = [known.slice(0, lookWeeks), known.slice(lookWeeks)];
  const level =
    sum(seen, ({ sold }) => sold ?? 0) /
    Math.max(
      1e-9,
      sum(seen, ({ expected }) => expected),
    );
  const actual = sum(rest, ({ sold }) => Math.max(0, sold ?? 0));
  const expected = level * sum(rest, ({ expected: mean }) => mean);
  if (!(expected > 0) || !(actual > 0)) return [];
  return [{ stars, log: Math.log(actual / expected), actual, expected }];
}

/** Ridge regression through the samples' mean; slope and its posterior standard deviation. The noise is what the least-squares line leaves, pulled to the prior. */
function slopeOf(samples: readonly Sample[]): { readonly slope: number; readonly error: number } {
  const middle = meanOf(samples.map(({ log }) => log));
  const squares = samples.reduce((sum, { stars }) => sum + stars * stars, 0);
  const cross = samples.reduce((sum, { stars, log }) => sum + stars * (log - middle), 0);
  const plain = squares > 0 ? cross / squares : 0;
  const left = samples.reduce((sum, { stars, log }) => sum + (log - middle - plain * stars) ** 2, 0);
  const noise = (noiseLaunches * noisePrior ** 2 + left) / (noiseLaunches + samples.length);
  const precision = squares / noise + 1 / slopePrior ** 2;
  return { slope: cross / noise / precision, error: Math.sqrt(1 / precision) };
}
