/**
 * Partners, audience and next view by the protocols or_partners, or_audience and eshop_next of reference/accuracy: every call goes to
 * the headless verb, as `score.mjs --run` would give it, in one process; scored by that folder's code. Beside each figure that of the
 * baseline, as that folder has it: the most bought products, the customers with most orders, the most viewed items.
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import audience from '../../scripts/engine/verbs/audience.ts';
import nextView from '../../scripts/engine/verbs/next-view.ts';
import partners from '../../scripts/engine/verbs/partners.ts';
import type { Verb } from '../../scripts/engine.ts';
import type { Benchmark } from '../run.ts';
import { dataFolder, hasReference, loadScorer } from './online-retail-launches.ts';

type Json = Readonly<Record<string, unknown>>;

interface LaunchPanel {
  readonly public: {
    readonly launches: readonly { readonly id: string; readonly week0: string }[];
    readonly products: readonly { readonly firstTime: string }[];
    readonly orders: readonly (readonly [id: string, time: string, customer: string, products: readonly string[]])[];
    readonly audienceDays?: number;
  };
}

interface NextPanel {
  readonly public: { readonly train: unknown; readonly test: unknown };
}

/** What of the scorer is used here. */
interface AudienceScorer {
  readonly PROTOCOLS: Readonly<Record<string, (folder: string) => unknown>>;
  readonly score: (panel: unknown, file: Json) => { readonly metrics?: Readonly<Record<string, number>> };
}

interface Scores {
  readonly protocols: Readonly<
    Record<string, { readonly methods: Readonly<Record<string, Readonly<Record<string, number>>>> }>
  >;
}

const baselines = { eshop_next: 'popularity', or_partners: 'popularity', or_audience: 'most_orders' } as const;

const call = async (verb: Verb, input: Json): Promise<Json> =>
  (await verb({ words: [], resolveFile: (file) => file, readInput: async () => input, note: () => {} })) as Json;

async function forecastLaunches(verb: Verb, { public: known }: LaunchPanel): Promise<Json[]> {
  const forecasts: Json[] = [];
  const { launches, products, orders, audienceDays } = known;
  for (const launch of launches) {
    const input = {
      ...{ launch, n: 20, audienceDays },
      products: products.filter(({ firstTime }) => firstTime < launch.week0),
      orders: orders.filter(([, time]) => time < launch.week0),
    };
    forecasts.push({ series: launch.id, ...(await call(verb, input)) });
  }
  return forecasts;
}

const benchmark: Benchmark = async () => {
  if (!hasReference) return { skipped: 'the reference data is not beside the repository' };
  const scorer = (await loadScorer()) as unknown as AudienceScorer;
  const figures: Record<string, number> = {};
  const { protocols } = JSON.parse(
    readFileSync(path.join(dataFolder, '..', 'reference', 'accuracy', 'scores.json'), 'utf8'),
  ) as Scores;
  const score = async (
    protocol: keyof typeof baselines,
    forecast: (panel: unknown) => Promise<unknown>,
  ): Promise<void> => {
    const panel = scorer.PROTOCOLS[protocol](dataFolder);
    const started = performance.now();
    const { metrics = {} } = scorer.score(panel, { protocol, forecasts: await forecast(panel) });
    const baseline = protocols[protocol].methods[baselines[protocol]];
    for (const [name, value] of Object.entries(metrics)) {
      figures[`${protocol} ${name}`] = Number(value.toFixed(4));
      if (value !== baseline[name]) figures[`${protocol} ${name}, ${baselines[protocol]}`] = baseline[name];
    }
    figures[`${protocol} seconds`] = Number(((performance.now() - started) / 1000).toFixed(1));
  };
  await score('eshop_next', async (panel) => {
    const { train, test } = (panel as NextPanel).public;
    return (await call(nextView, { train, test, n: 20 })).forecasts;
  });
  await score('or_partners', (panel) => forecastLaunches(partners, panel as LaunchPanel));
  await score('or_audience', (panel) => forecastLaunches(audience, panel as LaunchPanel));
  return figures;
};

export default benchmark;
