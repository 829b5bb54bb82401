/**
 * Accuracy of the tuned networks on the protocols of ../shared/reference/accuracy, by its own scorer: one global network
 * for each origin, trained on what that origin may see. `network` is what the product shows: of the two designs the one
 * that did better in the horizon before each origin. `--protocol=NAME,...`, `--design=mlp,lstm`; `--quick` takes a few
 * series; `--members=N`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TrainingSettings } from '#learning/training-settings.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { LearningData, NetworkForecastOutput } from '#workers/learning/contract.ts';
import { createLearningHandlers } from '#workers/learning/handlers.ts';
import { nodeExecutors } from '../../scripts/engine/node-executors.ts';
import type { Benchmark } from '../run.ts';
import { readPanel } from './accuracy-protocols.ts';

const reference = path.resolve('../shared/reference/accuracy/score.mjs');
const dataFolder = path.resolve('../shared/data');
const shown = ['mase', 'rmsse', 'pinball', 'cov80', 'cov95', 'wapePooled', 'biasPooled'] as const;

type Panel = ReturnType<typeof readPanel>;
type PanelSeries = Panel['series'][number];
type Design = 'mlp' | 'lstm';

interface Cell {
  readonly series: string;
  readonly origin: string | number;
  readonly mean: number[];
  readonly median: number[];
  readonly lo80: number[];
  readonly hi80: number[];
  readonly lo95: number[];
  readonly hi95: number[];
}

const handlers = createLearningHandlers(nodeExecutors);

/** All series as they stood at one origin of each, with the regressors known ahead. */
function dataAt(panel: Panel, series: readonly PanelSeries[], origin: number): LearningData {
  const { h, m } = panel;
  return {
    horizon: h,
    holdout: 0,
    series: series.map((one) => {
      const end = one.labels.indexOf(one.origins[origin]) + 1;
      const named = { price: one.price?.map(Math.log), deal: one.deal, feat: one.feat };
      const columns = Object.entries(named).flatMap(([name, values]) => (values ? [{ name, values }] : []));
      return {
        id: one.series,
        values: Float64Array.from(one.values.slice(0, end), (value) => value ?? Number.NaN),
        frequency: m,
        nonNegative: true,
        xreg: columns.map(({ name, values }) => ({ name, values: Float64Array.from(values.slice(0, end)) })),
        newXreg: columns.map(({ name, values }) => ({ name, values: Float64Array.from(values.slice(end, end + h)) })),
      };
    }),
  };
}

/** The same data a horizon earlier, its last horizon held back to be scored. */
async function train(
  data: LearningData,
  settings: Partial<TrainingSettings>,
  held: boolean,
): Promise<NetworkForecastOutput> {
  const seen = { ...data, holdout: held ? data.horizon : 0 };
  const { weights, vocabulary } = await handlers.train({ data: seen, settings, executor: 'auto' }, createFreeControl());
  return handlers.forecast({ data: seen, settings, executor: 'auto', weights, vocabulary }, createFreeControl());
}

function cellsOf(output: NetworkForecastOutput, origins: ReadonlyMap<string, string | number>): Cell[] {
  return output.forecasts.map(({ seriesId, forecast }) => ({
    series: seriesId,
    origin: origins.get(seriesId)!,
    // Absolute errors are scored: the median is the point forecast, as the reference's section 6 asks.
    mean: Array.from(forecast.median),
    median: Array.from(forecast.median),
    lo80: Array.from(forecast.lo80),
    hi80: Array.from(forecast.hi80),
    lo95: Array.from(forecast.lo95),
    hi95: Array.from(forecast.hi95),
  }));
}

/** Quantile by quantile. */
function meanCells(sets: readonly (readonly Cell[])[]): Cell[] {
  const columns = ['mean', 'median', 'lo80', 'hi80', 'lo95', 'hi95'] as const;
  return sets[0].map((cell, k) => ({
    ...cell,
    ...Object.fromEntries(
      columns.map((column) => [
        column,
        cell[column].map((_, step) => sets.reduce((sum, set) => sum + set[k][column][step], 0) / sets.length),
      ]),
    ),
  }));
}

function score(panel: Panel, method: string, forecasts: readonly Cell[], partial: boolean): Record<string, number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'debut-accuracy-'));
  const file = path.join(folder, 'forecasts.json');
  writeFileSync(file, JSON.stringify({ protocol: panel.protocol, method, forecasts }));
  const args = [reference, dataFolder, file, '--json', ...(partial ? ['--partial'] : [])];
  const text = runScorer(args);
  rmSync(folder, { recursive: true });
  return (JSON.parse(text) as readonly { readonly metrics: Record<string, number> }[])[0].metrics;
}

/** With `--partial` the scorer prints the scores and still ends with 1. */
function runScorer(args: readonly string[]): string {
  try {
    return execFileSync('node', args, { maxBuffer: 1 << 28, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    if (stdout && args.includes('--partial')) return stdout;
    throw error;
  }
}

const accuracy: Benchmark = async (words) => {
  if (!existsSync(reference)) return { skipped: 'the accuracy protocols are not beside this checkout' };
  const option = (name: string, fallback: string): string =>
    words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
  const quick = words.includes('--quick');
  const protocols = option('protocol', 'or_week,oj_week,aus_retail_single,aus_retail_rolling').split(',');
  const designs = option('design', 'mlp,lstm').split(',') as Design[];
  const members = Number(option('members', quick ? '1' : '0'));
  const figures: Record<string, number> = {};
  for (const protocol of protocols) {
    const panel = readPanel(protocol);
    const series = quick ? panel.series.slice(0, 8) : panel.series;
    const cells = new Map<string, Cell[]>([...designs, 'mean of both', 'network'].map((name) => [name, []]));
    const started = performance.now();
    const taken: string[] = [];
    for (let origin = 0; origin < panel.series[0].origins.length; origin++) {
      const data = dataAt(panel, series, origin);
      const origins = new Map(series.map((one) => [one.series, one.origins[origin]]));
      const settings = (design: Design) => ({
        design,
        seed: 1,
        timeBudgetSeconds: 600,
        ...(members > 0 ? { members } : {}),
      });
      let best = { design: designs[0], mase: Number.POSITIVE_INFINITY };
      const made = new Map<Design, Cell[]>();
      for (const design of designs) {
        const judged = await train(data, { ...settings(design), members: 1 }, true);
        const mase = judged.score?.network.mase ?? Number.NaN;
        if (mase < best.mase) best = { design, mase };
        const own = cellsOf(await train(data, settings(design), false), origins);
        made.set(design, own);
        cells.get(design)!.push(...own);
      }
      cells.get('mean of both')!.push(...meanCells([...made.values()]));
      cells.get('network')!.push(...made.get(best.design)!);
      taken.push(best.design);
    }
    for (const [name, forecasts] of cells) {
      const scores = score(panel, name, forecasts, quick);
      const line = shown.map((metric) => `${metric} ${scores[metric]?.toFixed(4)}`).join(', ');
      console.log(`${protocol} ${name}: ${line}`);
      for (const metric of shown)
        if (Number.isFinite(scores[metric])) figures[`${protocol} ${name} ${metric}`] = scores[metric];
    }
    figures[`${protocol} network seconds`] = Number(((performance.now() - started) / 1000).toFixed(1));
    console.log(`${protocol}: taken ${taken.join(', ')}; ${figures[`${protocol} network seconds`]} s`);
  }
  return figures;
};
export default accuracy;
