import type { Issue } from '#engine/issue.ts';
import type { Analogue, AnaloguePreference, LevelContribution } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { LaunchLessons } from '#engine/launch/forecast/launch-lessons.ts';
import type { LaunchCandidate, ProductHistory } from '#engine/launch/history/launch.ts';
import type { LevelData } from '#engine/launch/level/level-data.ts';
import { nearestLaunches } from '#engine/launch/level/level-models.ts';
import type { LevelPrediction, LevelReason } from '#engine/launch/level/level-prediction.ts';
import { fromScale, type PowerScale } from '#engine/launch/level/power-transform.ts';
import { shapleyValues } from './shapley.ts';

/** What stands beside a candidate's forecast: why the level is what it is, what it resembles, why the interval is wide. */

const analoguesShown = 5;
/** Below this similarity of the nearest launch the candidate resembles none. */
const faint = 0.25;

export interface ExplainedLevel {
  readonly own: LevelPrediction;
  readonly pinnedMean: number;
  readonly updatedMean: number;
  /** Total as sold / neutral total. */
  readonly multiplier: number;
  /** Expected total if it does not flop. */
  readonly soldTotal: number;
  readonly total: number;
  /** Total / total before the manager changed it. */
  readonly changed: number;
}

/** Below this a level counts as this many units: its logarithm would be endless. */
const leastPieces = 0.5;

/**
 * Factors that multiply up to `total` exactly. The level is a sum of reasons on the power scale (pins and first weeks among them);
 * what each does to its logarithm is its Shapley value in the game "reasons that are in -> ln level", from the typical launch
 * (none in) to the level forecast (all in). Season, the mean's distance from the median and the manager's change are factors anyway.
 */
export function explainLevel(level: ExplainedLevel, scale: PowerScale): LevelContribution[] {
  const { own, pinnedMean, updatedMean, multiplier, soldTotal, total, changed } = level;
  const reasons: (readonly [LevelContribution['source'], number])[] = [
    ...(Object.entries(own.reasons) as [LevelReason, number][]),
    ...(pinnedMean === own.mean ? [] : [['pinned', pinnedMean - own.mean] as const]),
    ...(updatedMean === pinnedMean ? [] : [['observed', updatedMean - pinnedMean] as const]),
  ];
  const start = reasons.reduce((z, [, value]) => z - value, updatedMean);
  const logLevel = (mask: number): number => {
    const z = reasons.reduce((sum, [, value], i) => sum + ((mask >> i) & 1 ? value : 0), start);
    return Math.log(Math.max(leastPieces, fromScale(scale, z)));
  };
  const values = shapleyValues(reasons.length, logLevel);
  const parts: LevelContribution[] = [
    { source: 'typical', value: Math.exp(logLevel(0)) },
    ...reasons.map(([source], i) => ({ source, value: Math.exp(values[i]) })),
  ];
  if (multiplier !== 1) parts.push({ source: 'season', value: multiplier });
  const product = parts.reduce((all, part) => all * part.value, 1);
  parts.push({ source: 'spread', value: product > 0 ? soldTotal / product : 1 });
  if (total !== changed * soldTotal && soldTotal > 0)
    parts.push({ source: 'flop', value: total / changed / soldTotal });
  if (changed !== 1) parts.push({ source: 'override', value: changed });
  return parts;
}

export function preferenceOf(preferences: readonly AnaloguePreference[], launchId: string): 'pin' | 'exclude' | null {
  return preferences.find((wish) => wish.launchId === launchId)?.wish ?? null;
}

/** The most similar launches by their weight among the analogues, then the ones that the manager named. */
export function listAnalogues(
  { launches, neutral, horizon }: LaunchLessons,
  data: LevelData,
  train: readonly number[],
  item: number,
  preferences: readonly AnaloguePreference[],
): Analogue[] {
  const toAnalogue = (i: number, similarity: number, weight: number): Analogue => ({
    launchId: launches[i].id,
    description: launches[i].description,
    category: launches[i].category,
    price: launches[i].price,
    firstWeek: launches[i].firstWeek,
    similarity,
    weight,
    wish: preferenceOf(preferences, launches[i].id),
    total: neutral[i].rawTotal,
    weekly: launches[i].weekly.slice(0, horizon),
  });
  const shown = nearestLaunches(data, train, item)
    .slice(0, analoguesShown)
    .map(({ at, similarity, weight }) => toAnalogue(train[at], similarity, weight));
  const named = launches.flatMap((launch, i) =>
    preferenceOf(preferences, launch.id) !== null && !shown.some((analogue) => analogue.launchId === launch.id)
      ? [toAnalogue(i, data.similar(item, i), 0)]
      : [],
  );
  return [...shown, ...named];
}

/** True for an attribute that sorts launches into kinds: its values are no numbers, and recur. */
function isKindOfProduct(launches: readonly ProductHistory[], name: string): boolean {
  const values = launches.flatMap(({ attributes }) => (attributes[name] ? [attributes[name]] : []));
  return new Set(values).size <= values.length / 2 && !values.every((value) => Number.isFinite(Number(value)));
}

/** Reasons for a wide range. */
export function findForecastIssues(
  candidate: LaunchCandidate,
  data: LevelData,
  launches: readonly ProductHistory[],
  item: number,
): Issue[] {
  const issues: Issue[] = [];
  const warn = (code: string, params: Record<string, string | number> = {}): void =>
    void issues.push({ code, severity: 'warning', params: { candidate: candidate.id, ...params } });
  if (!(candidate.price > 0)) warn('missing-price');
  if (candidate.category !== '' && !launches.some((launch) => launch.category === candidate.category)) {
    warn('unseen-category', { category: candidate.category });
  }
  const unseen = Object.entries(candidate.attributes).filter(
    ([name, value]) =>
      value !== '' &&
      launches.some(({ attributes }) => attributes[name]) &&
      !launches.some(({ attributes }) => attributes[name]?.toLowerCase() === value.toLowerCase()),
  );
  const isKind = ([name]: readonly [string, string]): boolean => isKindOfProduct(launches, name);
  const kinds = unseen.filter(isKind).map(([name, value]) => `${name}=${value}`);
  if (kinds.length > 0) {
    const params = { candidate: candidate.id, attributes: kinds.join(', ') };
    issues.push({ code: 'unseen-attribute', severity: 'info', params });
  }
  if (launches.length === 1) warn('one-launch', { launch: launches[0].description });
  const nearest = launches.reduce((best, _, i) => Math.max(best, data.similar(item, i)), 0);
  if (nearest < faint) warn('no-similar-launch');
  return issues;
}
