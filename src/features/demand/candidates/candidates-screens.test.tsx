import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { plantPanel, withLaunchPrices } from '#engine/launch/testing/simulated-panel.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { HitCharts } from '#features/demand/launch-history/hit-charts.tsx';
import { dictionaries } from '#i18n/dictionaries.ts';
import { changeLanguage, startLanguage } from '#i18n/start-language.ts';
import { formatsOf } from '#i18n/use-formats.ts';
import { candidatesComputation } from '#state/candidates/candidates-actions.ts';
import { type CandidatesResult, useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { textOf } from '#state/testing/text-of-markup.ts';
import type { ForecastCandidatesInput } from '#workers/candidates/contract.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { quickHandlers as handlers } from '../../../../scripts/engine/node-candidates.ts';
import { CandidatesPanel, CandidatesProof } from './candidates-panel.tsx';

vi.mock('zustand', async (original) => (await import('#state/testing/current-stores.ts')).withCurrentStores(original));
// The workers need a browser; a screen that is only drawn asks nothing of them.
vi.mock('#state/plan/plan-workers.ts', () => ({ planningClient: {}, candidatesClient: {} }));
vi.mock('#workers/candidates/client.ts', () => ({ createCandidatesClient: () => ({}) }));
vi.mock('#workers/planning/client.ts', () => ({ createPlanningClient: () => ({}) }));
vi.hoisted(() => {
  vi.stubGlobal('navigator', { language: 'en', hardwareConcurrency: 2, platform: '', userAgent: '' });
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});

const planted = plantPanel(2);
const panel = {
  ...withLaunchPrices(planted.panel),
  products: planted.panel.products.map((product, row) => ({
    ...product,
    attributes: { stuff: row % 2 ? 'oak' : 'tin' },
  })),
};
const plain: Candidate = {
  id: 'plain',
  name: '灯具 Lighting 99',
  category: panel.categories[0],
  attributes: { stuff: 'tin' },
  price: 80,
  unitCost: 30,
  mustLaunch: false,
  effort: 1,
  row: 2,
};
const candidates: readonly Candidate[] = [
  plain,
  { ...plain, id: 'unpriced', name: 'Unpriced', price: Number.NaN },
  { ...plain, id: 'kite', name: 'Kite', category: '风筝 Kites', attributes: { stuff: 'paper' }, price: 4000 },
];
const short = { ...panel, completeTo: 12 };
const noCorrections = { excluded: [], included: [], firstWeek: {} };

async function forecast(own: Partial<ForecastCandidatesInput>): Promise<CandidatesResult> {
  const input = { panel, calendar: planted.calendar, candidates, horizon: 13, hitThreshold: null, preferences: [] };
  return handlers.forecastCandidates({ ...input, ...own }, createFreeControl());
}

const whole = await forecast({});
const launches = whole.findings.filter(({ exclusion }) => exclusion === null).map(({ productId }) => productId);
const cases = {
  'a history of launches': { known: panel, result: whole, hasHits: true },
  'one launch': {
    known: panel,
    result: await forecast({ corrections: { ...noCorrections, excluded: launches.slice(1) } }),
    hasHits: false,
  },
  'no launch': { known: short, result: await forecast({ panel: short }), hasHits: false },
};

describe.each(['en', 'zh'] as const)('candidates in %s', (language) => {
  const { demand, issues } = dictionaries[language];
  const formats = formatsOf(language);
  const escaped = (words: string): string => renderToStaticMarkup(<b>{words}</b>).slice('<b>'.length, -'</b>'.length);

  beforeAll(async () => {
    await startLanguage(language);
    await changeLanguage(language);
  });

  test.each(Object.entries(cases))(
    '%s: drawn whole, with the reasons, a chance of a hit only where there is one',
    (_, { known, result, hasHits }) => {
      const dataset = {
        panel: known,
        calendar: planted.calendar,
        candidates,
        reviews: [],
        currency: 'CNY',
        fingerprint: 'f',
      };
      useDatasetStore.setState({ facts: { ...noFacts, dataset } });
      useCandidatesStore.setState({ job: { status: 'ready', inputHash: candidatesComputation.hash() ?? '', result } });
      // The same beside every candidate.
      const proof = renderToStaticMarkup(<CandidatesProof />);
      const drawn = new Map(
        candidates.map(({ id }) => {
          useCandidatesStore.setState({ selected: id });
          return [id, renderToStaticMarkup(<CandidatesPanel />) + proof] as const;
        }),
      );
      for (const [id, markup] of drawn) {
        const words = textOf(markup);
        for (const { total, totalLo80, totalHi80 } of result.forecasts) {
          expect(words, id).toContain(formats.count(total));
          expect(words, id).toContain(formats.count(totalLo80));
          expect(words, id).toContain(formats.count(totalHi80));
        }
        expect(
          /.{0,80}(\b(demand|issues):[a-z.]+|\{\{|undefined|NaN|Infinity|∞)/.exec(markup)?.[0],
          id,
        ).toBeUndefined();
        expect(markup.includes(escaped(demand.candidates.hitLabel)), id).toBe(hasHits);
        // Where there is a launch at all, the manager may say what a hit is.
        expect(markup.includes(escaped(demand.candidates.hitField)), id).toBe(result.launchesUsed > 0);
      }
      if (!hasHits) return;
      expect(drawn.get('unpriced')).toContain(escaped(issues['missing-price']));
      expect(drawn.get('unpriced')).toContain(escaped(demand.candidate.price.missing));
      expect(drawn.get('kite')).toContain(escaped(issues['unseen-category'].replace('{{category}}', '风筝 Kites')));
      expect(drawn.get('plain')).not.toContain(escaped(issues['missing-price']));
    },
  );

  test.each(['distribution', 'perceptron', 'both'] as const)('says who tells hits, and by which scores: %s', (used) => {
    const { backtest } = whole;
    if (!backtest?.hitEvaluation) throw new Error('no contest');
    const markup = renderToStaticMarkup(
      <HitCharts figures={backtest} evaluation={{ ...backtest.hitEvaluation, used }} />,
    );
    const said = backtest.hitEvaluation.scores.reduce<string>(
      (words, { source, brier }) => words.replace(`{{${source}}}`, brier.toFixed(3)),
      demand.candidate.hits.selection[used],
    );
    expect(markup).toContain(escaped(said));
    expect(renderToStaticMarkup(<HitCharts figures={backtest} />)).not.toContain(escaped(said));
  });
});
