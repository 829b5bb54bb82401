import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { planComputation } from '#state/plan/plan-actions.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { createEditHistory } from '#state/runtime/edit-history.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import { createPlanningClient } from '#workers/planning/client.ts';
import { candidatesComputation, selectCandidate } from './candidates-actions.ts';
import {
  canUndo,
  figuresOf,
  modelFiguresOf,
  type OverrideEntry,
  type OverrideSetting,
  type PlanEffect,
  settingBefore,
  stepBetween,
} from './candidates-overrides.ts';
import { useCandidatesStore } from './candidates-store.ts';

const planningClient = createPlanningClient();

/** Who changes a forecast, and why: kept with every change. */
export interface OverrideWords {
  readonly who: string;
  readonly reason: string;
}

/** Puts the manager's judgement in the place of the forecast; forecast and plan follow. */
export async function changeForecast(
  candidateId: string,
  setting: OverrideSetting,
  words: OverrideWords,
): Promise<void> {
  await judge(candidateId, 'change', setting, words);
}

/** Goes back to the forecast as computed. */
export async function withdrawOverride(candidateId: string, words: OverrideWords): Promise<void> {
  await judge(candidateId, 'withdraw', null, words);
}

/** Takes the candidate's last change back; the change stays in the log. */
export async function undoOverride(candidateId: string, words: OverrideWords): Promise<void> {
  const { overrideLog } = useCandidatesStore.getState();
  if (!canUndo(overrideLog, candidateId)) return;
  await judge(candidateId, 'undo', settingBefore(overrideLog, candidateId), words);
}

/**
 * Judgements back and forth. The log is never shortened: what is taken back or made again is a line of its own, without a
 * reason where it was taken back by undo.
 */
export const overrideHistory = createEditHistory(
  () => useCandidatesStore.getState().overrideLog,
  async (then) => {
    const { overrideLog: now, who } = useCandidatesStore.getState();
    const step = stepBetween(now, then);
    if (!step) return false;
    await forecastsAtRest();
    if (!currentForecast(step.candidateId)) return false;
    const words = step.kind === 'undo' ? { who, reason: '' } : { who: step.who, reason: step.reason };
    await append(step.candidateId, step.kind, step.setting, words);
    return true;
  },
);

/** Resolves once no forecasts are being made: the line before this one has its figures then. */
function forecastsAtRest(): Promise<void> {
  return new Promise((resolve) => {
    const isAtRest = (): boolean => useCandidatesStore.getState().job.status !== 'running';
    if (isAtRest()) return resolve();
    const end = useCandidatesStore.subscribe(() => {
      if (!isAtRest()) return;
      end();
      resolve();
    });
  });
}

/** What the manager says of a forecast. */
async function judge(
  candidateId: string,
  kind: OverrideEntry['kind'],
  setting: OverrideSetting | null,
  words: OverrideWords,
): Promise<void> {
  if (!currentForecast(candidateId)) return;
  overrideHistory.remember();
  await append(candidateId, kind, setting, words);
}

async function append(
  candidateId: string,
  kind: OverrideEntry['kind'],
  setting: OverrideSetting | null,
  { who, reason }: OverrideWords,
): Promise<void> {
  const forecast = currentForecast(candidateId);
  if (!forecast) return;
  const { overrideLog } = useCandidatesStore.getState();
  const at = Date.now();
  const entry: OverrideEntry = {
    id: inputHash({ candidateId, at, count: overrideLog.length }),
    candidateId,
    kind,
    who,
    at,
    reason,
    setting,
    before: figuresOf(forecast),
    model: modelFiguresOf(forecast),
    after: null,
    plan: null,
  };
  // The change may move the candidate in the list; the one that is argued about stays in sight.
  selectCandidate(candidateId);
  useCandidatesStore.setState({ overrideLog: [...overrideLog, entry], who });
  const { job, current } = usePlanStore.getState();
  await candidatesComputation.start();
  const changed = currentForecast(candidateId);
  if (!changed) return;
  fillIn(entry.id, { after: figuresOf(changed) });
  if (job.status !== 'ready' || !current) return;
  await planComputation.start();
  const now = usePlanStore.getState();
  if (now.job.status !== 'ready' || !now.current || now.job.inputHash === job.inputHash) return;
  fillIn(entry.id, {
    plan: await comparePlans(candidateId, { ...job, current }, { result: now.job.result, current: now.current }),
  });
}

function currentForecast(candidateId: string): CandidateForecast | null {
  return candidatesComputation.current()?.forecasts.find(({ id }) => id === candidateId) ?? null;
}

function fillIn(id: string, computed: Partial<Pick<OverrideEntry, 'after' | 'plan'>>): void {
  useCandidatesStore.setState(({ overrideLog }) => ({
    overrideLog: overrideLog.map((entry) => (entry.id === id ? { ...entry, ...computed } : entry)),
  }));
}

interface PlanSnapshot {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** The plan made with the forecast and the one made with the manager's view, each at its own figures, and the second at the first's. */
async function comparePlans(candidateId: string, before: PlanSnapshot, after: PlanSnapshot): Promise<PlanEffect> {
  const placeOf = ({ result, current }: PlanSnapshot, id: string) => {
    const { startDay } = result.built;
    const { instance } = current;
    const i = instance.products.findIndex((product) => product.id === id);
    const week = i < 0 ? -1 : current.weeks[i];
    if (week < 0) return { day: null, stock: 0 };
    const { stock, stockByWeek } = instance.products[i];
    return { day: startDay + 7 * week, stock: stockByWeek?.[week] ?? stock };
  };
  const [old, own] = [placeOf(before, candidateId), placeOf(after, candidateId)];
  const others = before.result.built.instance.products.filter(({ id }) => id !== candidateId);
  return {
    profitBefore: before.current.reading.figures.profit,
    profitAfter: after.current.reading.figures.profit,
    ifForecastRight: (await profitUnder(before, after)) - before.current.reading.figures.profit,
    weekBefore: old.day,
    weekAfter: own.day,
    stockBefore: old.stock,
    stockAfter: own.stock,
    othersMoved: others.filter(({ id }) => placeOf(before, id).day !== placeOf(after, id).day).length,
  };
}

/** Profit of the later plan, with the stock that it buys, in the scenarios of the earlier one; NaN where they hold other products. */
async function profitUnder(before: PlanSnapshot, after: PlanSnapshot): Promise<number> {
  const { instance } = before.current;
  const bought = after.current.instance;
  const isSame =
    instance.weeks === bought.weeks &&
    before.result.built.startDay === after.result.built.startDay &&
    instance.products.length === bought.products.length &&
    instance.products.every(({ id }, i) => id === bought.products[i].id);
  if (!isSame) return Number.NaN;
  const products = instance.products.map(
    ({ stockByWeek: _old, reordersByWeek: _reorders, options: _offers, lot: _lot, kappa: _kappa, ...product }, i) => {
      const { stock, stockByWeek, reordersByWeek, options, lot, kappa } = bought.products[i];
      return {
        ...{ ...product, stock },
        ...(stockByWeek && { stockByWeek }),
        ...(reordersByWeek && { reordersByWeek }),
        ...(options && { options }),
        ...(lot !== undefined && { lot }),
        ...(kappa !== undefined && { kappa }),
      };
    },
  );
  const { demandWeight } = before.result.settings;
  const answer = await planningClient.run('evaluatePlan', {
    instance: { ...instance, products },
    weeks: after.current.weeks,
    weights: { demand: demandWeight, market: 1 - demandWeight },
    windowShare: 0.02,
  });
  return answer.kind === 'done' ? answer.output.figures.profit : Number.NaN;
}
