import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { DemandOverride } from '#engine/launch/forecast/demand-override.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { FactsIn } from '#storage/slices/slices.ts';

/** One line of the log. */
export type OverrideEntry = FactsIn<'candidates'>['overrideLog'][number];
/** What the manager says of one candidate. */
export type OverrideSetting = NonNullable<OverrideEntry['setting']>;
/** A forecast as it stood at one moment. */
export type ForecastFigures = OverrideEntry['before'];
/** What an override did to the plan. */
export type PlanEffect = NonNullable<OverrideEntry['plan']>;

/** Lines in force, one after the other, of one candidate: an undo takes the last away. */
function linesInForce(log: readonly OverrideEntry[], candidateId: string): readonly OverrideEntry[] {
  const stack: OverrideEntry[] = [];
  for (const entry of log) {
    if (entry.candidateId !== candidateId) continue;
    if (entry.kind === 'undo') stack.pop();
    else stack.push(entry);
  }
  return stack;
}

function settingsStack(log: readonly OverrideEntry[], candidateId: string): readonly (OverrideSetting | null)[] {
  return linesInForce(log, candidateId).map(({ setting }) => setting);
}

/** The line that a candidate's forecast is as it is by; undefined: none. */
export function lineInForce(log: readonly OverrideEntry[], candidateId: string): OverrideEntry | undefined {
  return linesInForce(log, candidateId).at(-1);
}

export function settingInForce(log: readonly OverrideEntry[], candidateId: string): OverrideSetting | null {
  return settingsStack(log, candidateId).at(-1) ?? null;
}

/** True when there is a change of this candidate that has not been undone. */
export function canUndo(log: readonly OverrideEntry[], candidateId: string): boolean {
  return settingsStack(log, candidateId).length > 0;
}

/** What an undo goes back to. */
export function settingBefore(log: readonly OverrideEntry[], candidateId: string): OverrideSetting | null {
  return settingsStack(log, candidateId).at(-2) ?? null;
}

/** A line that leads from one log to what was in force under another. */
export type OverrideStep = Pick<OverrideEntry, 'candidateId' | 'kind' | 'setting' | 'who' | 'reason'>;

/** The line that brings back what was in force `then`, one line before or after; null: nothing differs, or more than one. */
export function stepBetween(now: readonly OverrideEntry[], then: readonly OverrideEntry[]): OverrideStep | null {
  const ids = new Set([...now, ...then].map(({ candidateId }) => candidateId));
  const steps = [...ids].flatMap((candidateId): (OverrideStep | null)[] => {
    const [current, wanted] = [settingsStack(now, candidateId), settingsStack(then, candidateId)];
    const shared = Math.min(current.length, wanted.length);
    const isSame = current.slice(0, shared).every((setting, i) => setting === wanted[i]);
    if (isSame && current.length === wanted.length) return [];
    if (isSame && wanted.length === current.length - 1)
      return [{ candidateId, kind: 'undo', setting: wanted.at(-1) ?? null, who: '', reason: '' }];
    const line = then.findLast(
      (entry) => entry.candidateId === candidateId && entry.setting === (wanted.at(-1) ?? null),
    );
    if (!isSame || wanted.length !== current.length + 1 || !line) return [null];
    const setting = wanted.at(-1) ?? null;
    const { who, reason } = line;
    return [{ candidateId, kind: setting === null ? 'withdraw' : 'change', setting, who, reason }];
  });
  return steps.length === 1 ? steps[0] : null;
}

/** All overrides in force, as the forecast takes them. */
export function overridesInForce(log: readonly OverrideEntry[]): DemandOverride[] {
  const ids = [...new Set(log.map(({ candidateId }) => candidateId))];
  return ids.flatMap((candidateId) => {
    const setting = settingInForce(log, candidateId);
    return setting === null ? [] : [{ candidateId, ...setting }];
  });
}

export function figuresOf(forecast: CandidateForecast): ForecastFigures {
  const { launchWeek, total, totalLo80, totalHi80, hitProbability, weekly } = forecast;
  return { launchWeek, total, totalLo80, totalHi80, hitProbability, weekly: weekly.mean };
}

/** The forecast without the manager, from one that carries it along. */
export function modelFiguresOf(forecast: CandidateForecast): ForecastFigures {
  if (!forecast.before) return figuresOf(forecast);
  const { total, totalLo80, totalHi80, hitProbability, weekly } = forecast.before;
  return { launchWeek: forecast.launchWeek, total, totalLo80, totalHi80, hitProbability, weekly: weekly.mean };
}

/** What came of a candidate that has been launched since: units in the known weeks, beside both forecasts of the same weeks. */
export interface OverrideOutcome {
  readonly weeks: number;
  readonly actual: number;
  readonly yours: number;
  readonly forecast: number;
  readonly helped: boolean;
}

const leastWeeks = 4;

/** Compares a line with later sales of a product of the candidate's id; null before it has sold for four known weeks. */
export function outcomeOf(entry: OverrideEntry, panel: Panel | null): OverrideOutcome | null {
  const row = panel?.products.findIndex(({ id }) => id === entry.candidateId) ?? -1;
  if (!panel || row < 0 || entry.kind !== 'change' || entry.after === null) return null;
  const first = Math.floor((panel.products[row].firstSale - panel.start) / 7);
  const sums = { weeks: 0, actual: 0, yours: 0, forecast: 0 };
  for (let age = 0; age < entry.after.weekly.length && first + age < panel.completeTo; age++) {
    const units = panel.units[row * panel.periods + first + age];
    if (first + age < 0 || Number.isNaN(units)) continue;
    sums.weeks += 1;
    sums.actual += units;
    sums.yours += entry.after.weekly[age];
    sums.forecast += entry.model.weekly[age];
  }
  if (sums.weeks < leastWeeks) return null;
  return { ...sums, helped: Math.abs(sums.yours - sums.actual) < Math.abs(sums.forecast - sums.actual) };
}
