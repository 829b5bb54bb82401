/**
 * Forecast accuracy on the protocols of ../shared/reference/accuracy: forecasts by the headless `forecast` verb, scores by
 * the reference's own scorer. `--protocol=oj_week,or_week` and `--method=ets,auto` choose; every method is also compared
 * in pairs, cell by cell, with the ones before it and with the reference's best. `--before=K` moves every origin K horizons
 * back: settings are chosen there, on origins before a protocol's first, and the protocol itself is scored once.
 * `--without-networks`: `auto` by statistics alone.
 */

import type { Benchmark } from '../run.ts';
import {
  comparePairs,
  forecastByVerb,
  protocolsAreHere,
  readPanel,
  referenceCells,
  type Scored,
  scoreForecasts,
} from './accuracy-protocols.ts';

/** Methods whose median is not their mean: absolute errors are those of the median, as the reference's section 6 asks. */
const medianMethods: ReadonlySet<string> = new Set(['dynreg-log', 'lm-log', 'gbm', 'auto', 'ensemble']);

/** The methods of R, or of the reference's other programs, that come first in its tables. */
const referenceBest: Readonly<Record<string, readonly string[]>> = {
  aus_retail_single: ['mean_ets_arima_stlm', 'auto_arima'],
  aus_retail_rolling: ['mean_ets_arima_stlm', 'auto_arima'],
  oj_week: ['dynreg_log', 'lm_log'],
  or_week: ['mean_theta_gbm', 'median_eat', 'mean13'],
};

const shown = ['mase', 'rmsse', 'pinball', 'msis95', 'cov80', 'cov95', 'wapePooled', 'biasPooled'];

function option(words: readonly string[], name: string, fallback: string): string {
  return words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
}

function show(title: string, { metrics }: Scored, figures: Record<string, number>): void {
  const known = shown.filter((name) => metrics[name] !== undefined && metrics[name] !== null);
  console.log(`${title}: ${known.map((name) => `${name} ${metrics[name].toFixed(4)}`).join(', ')}`);
  for (const name of known) figures[`${title} ${name}`] = metrics[name];
}

const accuracy: Benchmark = async (words) => {
  if (!protocolsAreHere()) return { skipped: 'the accuracy protocols are not beside this checkout' };
  const protocols = option(words, 'protocol', 'aus_retail_single,aus_retail_rolling,oj_week,or_week').split(',');
  const methods = option(words, 'method', 'auto').split(',');
  const before = Number(option(words, 'before', '0'));
  const alone = words.filter((word) => word === '--without-networks');
  const figures: Record<string, number> = {};
  for (const protocol of protocols) {
    const panel = readPanel(protocol);
    const others = new Map<string, ReadonlyMap<string, number>>(
      before > 0 ? [] : referenceBest[protocol].map((name) => [`reference ${name}`, referenceCells(protocol, name)]),
    );
    for (const method of methods) {
      const start = performance.now();
      const forecasts = forecastByVerb(panel, method, before, alone);
      const seconds = (performance.now() - start) / 1000;
      const ofMedian = medianMethods.has(method);
      const scored = scoreForecasts(panel, forecasts, before, ofMedian ? 'q50' : 'mean');
      show(`${protocol} ${method}`, scored, figures);
      if (ofMedian) show(`${protocol} ${method}, its mean`, scoreForecasts(panel, forecasts, before, 'mean'), figures);
      const counts = new Map<string, number>();
      for (const { forecast } of forecasts) counts.set(forecast.method, (counts.get(forecast.method) ?? 0) + 1);
      const chosen = [...counts].map(([name, count]) => `${count} by ${name}`).join(', ');
      console.log(`  ${seconds.toFixed(1)} s, ${forecasts.length} cells: ${chosen}`);
      for (const [name, cells] of others) {
        const { difference, standardError } = comparePairs(scored.cells, cells);
        console.log(`  MASE against ${name}: ${difference.toFixed(3)} +- ${standardError.toFixed(3)}`);
      }
      others.set(method, scored.cells);
    }
  }
  return figures;
};
export default accuracy;
