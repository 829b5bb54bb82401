import type { Issue } from '#engine/issue.ts';
import { meanOf } from '#engine/kernels/statistics.ts';
import type { CommittedCandidate, CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type {
  AnalogueLesson,
  CalibrationGroup,
  CategoryLesson,
  ForecastStep,
  Lessons,
  OverrideLesson,
  Suggestion,
} from '#engine/monitor/lessons.ts';
import type { LaunchTracking, TrackingReport } from '#engine/monitor/tracking.ts';

/** Known weeks from which a launch's total is taken to be known: extrapolated by its own level beyond them. */
const leastWeeks = 8;
const fewLaunches = 5;
/** What is worth a suggestion. */
const biasWorth = 10;
const calibrationGroups = [0, 0.25, 0.5, 0.75, 1.0001];

/** A launch whose total is known. Units within the horizon, at its real launch week. */
interface EvaluatedLaunch {
  readonly candidate: CommittedCandidate;
  readonly launch: LaunchTracking;
  readonly actual: number;
  readonly isComplete: boolean;
  readonly expected: number;
}

/**
 * What the plan's launches teach, over those with 8 known weeks or more (stock-out weeks and weeks to come are filled by the re-forecast; they count as actual). Formulas:
 * docs/methods/monitor.md, "What was learnt".
 */
export function learnLessons(plan: CommittedPlan, { launches }: TrackingReport): Lessons {
  const evaluated = evaluateLaunches(plan, launches);
  const issues: Issue[] = [];
  if (evaluated.length < fewLaunches)
    issues.push({ code: 'few-launches', severity: 'info', params: { launches: evaluated.length, least: fewLaunches } });
  const steps = forecastSteps(evaluated);
  const categories = categoryLessons(evaluated);
  const coverage = (side: 'within80' | 'within95'): number =>
    evaluated.length > 0
      ? (100 * categories.reduce((sum, category) => sum + category[side], 0)) / evaluated.length
      : Number.NaN;
  const { groups, brier, brierBase } = calibrate(evaluated);
  const overrides = overrideLessons(plan, evaluated);
  const analogues = analogueLessons(evaluated);
  const dues = launches.filter(({ plannedDay }) => plannedDay !== null);
  const count = (test: (launch: LaunchTracking) => boolean): number => dues.filter(test).length;
  const timing = {
    onTime: count((launch) => launch.timing === 'on-time'),
    early: count((launch) => launch.timing === 'early'),
    late: count((launch) => launch.timing === 'late'),
    missing: count((launch) => launch.timing === 'overdue' || launch.timing === 'never'),
  };
  const stockOutWeeks = launches.reduce(
    (sum, { weeks }) =>
      sum + weeks.filter(({ marks }) => marks.includes('stock-out') || marks.includes('partial-stock-out')).length,
    0,
  );
  const lessons = {
    launches: evaluated.length,
    complete: evaluated.filter(({ isComplete }) => isComplete).length,
    steps,
    categories,
    coverage80: coverage('within80'),
    coverage95: coverage('within95'),
    calibration: groups,
    ...{ brier, brierBase, analogues, overrides, timing, stockOutWeeks, issues },
  };
  return { ...lessons, suggestions: evaluated.length < fewLaunches ? [] : suggest(lessons) };
}

function evaluateLaunches(plan: CommittedPlan, launches: readonly LaunchTracking[]): EvaluatedLaunch[] {
  return launches.flatMap((launch) => {
    const candidate = plan.candidates.find(({ id }) => id === launch.candidateId);
    const known = launch.weeks.filter((week) => week.known && week.age < plan.horizon).length;
    if (!candidate || launch.actualDay === null || known < Math.min(leastWeeks, plan.horizon)) return [];
    const expected = launch.weeks.slice(0, plan.horizon).reduce((sum, week) => sum + week.expected, 0);
    return [{ candidate, launch, actual: launch.reforecast.total.mean, isComplete: known >= plan.horizon, expected }];
  });
}

/** Naive (mean of the earlier launches), the model, the manager's change of it, and what the first four weeks made of it. */
function forecastSteps(evaluated: readonly EvaluatedLaunch[]): ForecastStep[] {
  const total = evaluated.reduce((sum, { actual }) => sum + actual, 0);
  // Another launch week than planned moves all forecasts alike: they are held against the same season.
  const moved = ({ candidate, expected }: EvaluatedLaunch): number => expected / Math.max(1e-9, candidate.total.mean);
  const forecasts: readonly (readonly [ForecastStep['step'], (entry: EvaluatedLaunch) => number])[] = [
    ['naive', (entry) => entry.candidate.naiveTotal * moved(entry)],
    ['model', (entry) => (entry.candidate.modelTotal ?? entry.candidate.total.mean) * moved(entry)],
    ['override', (entry) => entry.expected],
  ];
  let before = Number.NaN;
  return forecasts.map(([step, forecastOf]) => {
    const errors = evaluated.map((entry) => forecastOf(entry) - entry.actual);
    const wape = (100 * errors.reduce((sum, error) => sum + Math.abs(error), 0)) / total;
    const bias = (100 * errors.reduce((sum, error) => sum + error, 0)) / total;
    const valueAdded = Number.isNaN(before) ? 0 : before - wape;
    before = wape;
    return { step, wape, bias, valueAdded };
  });
}

function categoryLessons(evaluated: readonly EvaluatedLaunch[]): CategoryLesson[] {
  return [...new Set(evaluated.map(({ candidate }) => candidate.category))].sort().map((category) => {
    const own = evaluated.filter(({ candidate }) => candidate.category === category);
    const expected = own.reduce((sum, entry) => sum + entry.expected, 0);
    const actual = own.reduce((sum, entry) => sum + entry.actual, 0);
    const within = (lo: 'lo80' | 'lo95', hi: 'hi80' | 'hi95'): number =>
      own.filter(({ candidate, actual: came, expected: moved }) => {
        const scale = moved / Math.max(1e-9, candidate.total.mean);
        return came >= candidate.total[lo] * scale && came <= candidate.total[hi] * scale;
      }).length;
    return {
      category,
      launches: own.length,
      expected,
      actual,
      bias: (100 * (expected - actual)) / actual,
      within80: within('lo80', 'hi80'),
      within95: within('lo95', 'hi95'),
    };
  });
}

function calibrate(evaluated: readonly EvaluatedLaunch[]): {
  readonly groups: CalibrationGroup[];
  readonly brier: number;
  readonly brierBase: number;
} {
  const asked = evaluated.flatMap(({ candidate, actual }) => {
    const { hitProbability, hitThreshold } = candidate;
    return hitProbability === null || hitThreshold === null
      ? []
      : [{ p: hitProbability, hit: actual >= hitThreshold ? 1 : 0 }];
  });
  const mean = (values: readonly number[]): number => meanOf(values);
  const rate = mean(asked.map(({ hit }) => hit));
  return {
    groups: calibrationGroups.slice(1).flatMap((to, g) => {
      const from = calibrationGroups[g];
      const own = asked.filter(({ p }) => p >= from && p < to);
      if (own.length === 0) return [];
      return [
        {
          from,
          to: Math.min(1, to),
          launches: own.length,
          forecast: mean(own.map(({ p }) => p)),
          observed: mean(own.map(({ hit }) => hit)),
        },
      ];
    }),
    brier: mean(asked.map(({ p, hit }) => (p - hit) ** 2)),
    brierBase: mean(asked.map(({ hit }) => (rate - hit) ** 2)),
  };
}

function analogueLessons(evaluated: readonly EvaluatedLaunch[]): AnalogueLesson[] {
  const byId = new Map<
    string,
    Pick<AnalogueLesson, 'name' | 'nameAlternative'> & Record<'used' | 'weight' | 'error', number>
  >();
  for (const { candidate, actual } of evaluated) {
    for (const { id, weight, total, ...names } of candidate.analogues) {
      const known = byId.get(id) ?? { ...names, used: 0, weight: 0, error: 0 };
      known.used++;
      known.weight += weight;
      known.error += weight * Math.abs(Math.log((actual + 1) / (total + 1)));
      byId.set(id, known);
    }
  }
  return [...byId]
    .map(([id, known]) => ({ ...known, id, error: known.error / known.weight }))
    .sort((a, b) => a.error - b.error || (a.id < b.id ? -1 : 1));
}

function overrideLessons({ overrides }: CommittedPlan, evaluated: readonly EvaluatedLaunch[]): OverrideLesson[] {
  return overrides.flatMap(({ candidateId, who, reason, totalBefore, totalAfter }) => {
    const entry = evaluated.find(({ candidate }) => candidate.id === candidateId);
    if (!entry) return [];
    const moved = entry.expected / Math.max(1e-9, entry.candidate.total.mean);
    const [before, after] = [totalBefore * moved, totalAfter * moved];
    const gained = Math.abs(before - entry.actual) - Math.abs(after - entry.actual);
    const { name, nameAlternative } = entry.candidate;
    return [{ candidateId, name, nameAlternative, who, reason, before, after, actual: entry.actual, gained }];
  });
}

/** What the figures suggest for next time; each only where it is more than chance would give. */
function suggest(lessons: Omit<Lessons, 'suggestions'>): Suggestion[] {
  const found: Suggestion[] = [];
  const say = (code: Suggestion['code'], params: Suggestion['params']): void => void found.push({ code, params });
  const last = lessons.steps.at(-1);
  if (last && Math.abs(last.bias) > biasWorth) say('level-bias', { bias: last.bias });
  for (const { category, launches, bias } of lessons.categories)
    if (launches >= 3 && Math.abs(bias) > 2 * biasWorth) say('category-bias', { category, bias, launches });
  // Binomial: two standard deviations of the share that should lie within.
  const spread = 200 * Math.sqrt(0.16 / lessons.launches);
  if (lessons.coverage80 < 80 - spread) say('range-too-narrow', { coverage: lessons.coverage80 });
  if (lessons.coverage80 > 80 + spread) say('range-too-wide', { coverage: lessons.coverage80 });
  const asked = lessons.calibration.reduce((sum, { launches }) => sum + launches, 0);
  const forecast = lessons.calibration.reduce((sum, group) => sum + group.launches * group.forecast, 0);
  const observed = lessons.calibration.reduce((sum, group) => sum + group.launches * group.observed, 0);
  const chance = 2 * Math.sqrt(Math.max(0.25, (forecast * (asked - forecast)) / Math.max(1, asked)));
  if (forecast - observed > chance) say('hits-overstated', { forecast, observed });
  if (observed - forecast > chance) say('hits-understated', { forecast, observed });
  const gained = lessons.overrides.reduce((sum, override) => sum + override.gained, 0);
  if (lessons.overrides.length >= 2)
    say(gained < 0 ? 'overrides-hurt' : 'overrides-help', {
      overrides: lessons.overrides.length,
      pieces: Math.abs(gained),
    });
  if (lessons.timing.late + lessons.timing.missing > 0)
    say('late-launches', { launches: lessons.timing.late + lessons.timing.missing });
  if (lessons.stockOutWeeks > 0) say('stock-outs', { weeks: lessons.stockOutWeeks });
  const worst = lessons.analogues.filter(({ used, error }) => used >= 2 && error > Math.LN2).at(-1);
  if (worst) {
    const { name: analogue, nameAlternative: analogueAlternative = '', error, used } = worst;
    say('analogue-misled', { analogue, analogueAlternative, error: Math.exp(error), used });
  }
  return found;
}
