/**
 * `monitor [FILE...] [--seed N] [--moves N] < {plan, actuals, decisions, stock, replan}`: a committed plan held against later sales. `plan`: as committed (plain JSON, the project
 * file's part). `actuals`: `{start, weeks, series}` in full, weekly units by product (`[{id, name, firstWeek, units}]`), or rows (`[{date, id, name, units}]`); left out where
 * FILEs with later sales are named. Answers with states, signals, re-forecasts and advice, and with `"replan": true` the plan for the rest.
 *
 * `monitor commit FILE... [--weeks 26] [--capacity N] [--seed N] [--moves N] [--name TEXT]`: imports files with sales and candidates, forecasts these and
 * demand by category, builds the page's problem under its settings as they are at first, plans, and prints the committed plan with the offers that a re-plan may choose from.
 */
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import type { LaunchTracking } from '#engine/monitor/tracking.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/monitor/handlers.ts';
import type { Verb } from '../../engine.ts';
import { commitFromFiles, forecastAnew, importPanel, optionsOf } from '../monitor-commit.ts';
import { readMonitorInput } from '../monitor-input.ts';

const day = (value: number | null): string | null => (value === null ? null : formatIsoDate(value));

function describeLaunch(launch: LaunchTracking): unknown {
  const { reforecast, signal } = launch;
  const known = launch.weeks.filter((week) => week.known);
  const { sellOut } = reforecast;
  return {
    id: launch.candidateId,
    name: launch.name,
    productIds: launch.productIds,
    state: launch.state,
    timing: launch.timing,
    weeksLate: launch.weeksLate,
    beyondRange: launch.beyondRange,
    signal: { ...signal, value: signal.statistic.at(-1) ?? null },
    plannedWeek: day(launch.plannedDay),
    actualWeek: day(launch.actualDay),
    expected: known.reduce((sum, week) => sum + week.expected, 0),
    actual: known.reduce((sum, week) => sum + Math.max(0, week.sold ?? 0), 0),
    weeks: launch.weeks.map((week) => ({ ...week, week: day(week.week) })),
    total: reforecast.total,
    remaining: reforecast.remaining,
    levelFactor: reforecast.levelFactor,
    observedWeeks: reforecast.observedWeeks,
    forecast: { from: day(reforecast.from), ...reforecast.weekly },
    stockLeft: reforecast.stockLeft,
    sellOut: {
      median: day(sellOut.median),
      early: day(sellOut.early),
      late: day(sellOut.late),
      probability: reforecast.sellOutProbability,
    },
    moneySoFar: launch.moneySoFar,
    noMarkdown: launch.noMarkdown,
    advice: launch.advice.map((advice) => ({
      ...advice,
      dayBefore: day(advice.dayBefore),
      dayAfter: day(advice.dayAfter),
      until: day(advice.until),
      arrives: day(advice.arrives),
    })),
  };
}

const monitor: Verb = async ({ words, resolveFile, readInput, note }) => {
  const { files, options } = optionsOf(words);
  if (files[0] === 'commit') return commitFromFiles(files.slice(1).map(resolveFile), options, note);
  const input = readMonitorInput(await readInput());
  const { plan } = input;
  const fromFiles = files.length > 0 ? await importPanel(files.map(resolveFile), note) : null;
  if (!fromFiles && !input.actuals)
    throw new JobRefused('input-malformed', { place: 'actuals', expected: 'weeks by product, rows, or files' });
  const read = fromFiles
    ? await handlers.readActuals({ panel: fromFiles.panel, plan, known: input.actuals }, createFreeControl())
    : null;
  const actuals = read?.actuals ?? input.actuals;
  if (!actuals) throw new Error('no actuals');
  const question = { plan, actuals, decisions: input.decisions, stock: input.stock };
  const { matching, tracking } = await handlers.trackPlan(question, createFreeControl());
  const answer = {
    asOf: day(tracking.asOf),
    weeksKnown: tracking.weeksKnown,
    launches: tracking.launches.map(describeLaunch),
    matching,
    comparison: read?.comparison ?? null,
    issues: [...input.issues, ...(read?.issues ?? []), ...tracking.issues],
  };
  if (!input.replan) return answer;
  const forecasts = fromFiles ? await forecastAnew(fromFiles, plan.horizon, note) : undefined;
  const report = await handlers.replan(
    { ...question, ...(forecasts ? { forecasts } : {}), seed: options.seed, moves: options.moves },
    createFreeControl(({ phase, moves, best }) => note(`${phase} ${moves} moves, best ${best}`)),
  );
  const { problem: _, lines, ...figures } = report;
  return {
    ...answer,
    replan: {
      ...figures,
      lines: lines.map((line) => ({ ...line, dayBefore: day(line.dayBefore), dayAfter: day(line.dayAfter) })),
      issues: report.problem.issues,
    },
  };
};

export default monitor;
