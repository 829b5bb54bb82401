import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { AudienceReport } from '#engine/audience/describe-audience.ts';
import type { Trial } from '#engine/audience/paired-trial.ts';
import { randomPanel } from '#engine/explore/testing/random-panel.ts';
import { changeLanguage, startLanguage } from '#i18n/start-language.ts';
import { type AudienceResult, useAudienceStore } from '#state/audience/audience-store.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { textOf } from '#state/testing/text-of-markup.ts';
import { AudiencePanel } from './audience-panel.tsx';

vi.mock('zustand', async (original) => (await import('#state/testing/current-stores.ts')).withCurrentStores(original));
vi.mock('#workers/ingest/client.ts', () => ({ ingestClient: {} }));
vi.mock('#workers/candidates/client.ts', () => ({ createCandidatesClient: () => ({}) }));

const panel = randomPanel(2);
const [tea, cup] = panel.products.map(({ id }) => id);
const candidates = ['N1', 'N2'].map((id, row) => ({
  ...{ id, name: `Kettle ${id}`, category: '', attributes: {}, price: 109, mustLaunch: false, effort: 1, row },
}));
const trial = (verdict: Trial['verdict']): Trial => ({ cases: 24, own: 0.31, baseline: 0.07, error: 0.02, verdict });
const range = { median: 61, lo80: 22, hi80: 143 };
const report = (basis: AudienceReport['basis'], verdict: Trial['verdict']): AudienceReport => ({
  ...{ basis, baskets: 4380, customers: 2871, from: 19_000, to: 19_700 },
  ...{ partners: trial(verdict), audience: trial(verdict) },
  candidates: candidates.map(({ id }) => ({
    ...{ candidateId: id, buyers: range, firstWeek: range, firstWeekUnits: range },
    ...{ topCustomers: 287, concentration: 0.43 },
    partners: [
      ...[{ productId: cup, baskets: 380, together: 41, byChance: 12.2, nearest: [tea] }].map((each) => ({
        ...each,
        bundle: { sum: 158, point: 149 },
      })),
    ],
  })),
  pairs: [{ first: 'N1', second: 'N2', overlap: 0.62, together: 3, byChance: 4, relation: 'same-buyers' }],
});
const result = (verdict: Trial['verdict']): AudienceResult => ({
  ...{ audience: report('orders', verdict), visits: report('sessions', verdict), oneIn: 2, demandTypes: {} },
  nextView: {
    ...{ sessions: 900, trial: trial(verdict), categories: [] },
    products: [
      { productId: tea, followed: 50, next: [{ id: cup, count: 21 }], visits: 40, together: [{ id: cup, count: 30 }] },
    ],
  },
  lead: { level: 'category', series: 6, lead: 2, periods: 40, gain: 0.1, error: 0.02, verdict: 'leads' },
  interest: [{ candidateId: 'N1', basis: 'own', recent: 120, before: 60 }],
  categories: {
    ...{ trial: trial(verdict), answered: 0.6, precision: 0.91 },
    proposals: [
      { candidateId: 'N1', category: panel.categories[0], confidence: 0.9, because: [tea] },
      { candidateId: 'N2', category: '', confidence: 0.2, because: [] },
    ],
  },
});

describe.each(['en', 'zh'] as const)('who buys it in %s', (language) => {
  beforeAll(async () => {
    await startLanguage(language);
    await changeLanguage(language);
    const dataset = { panel, calendar: null, candidates, reviews: [], currency: 'CNY', fingerprint: 'x' };
    useDatasetStore.setState({ facts: { ...noFacts, dataset } });
  });
  const drawn = (verdict: Trial['verdict']): string => {
    useAudienceStore.setState({ job: { status: 'ready', inputHash: 'x', result: result(verdict) } });
    return textOf(renderToStaticMarkup(<AudiencePanel />)).replace(/\s+/g, ' ');
  };
  const says = {
    en: [
      '41 of their 380 orders',
      '41 of their 380 visits',
      '149',
      'Wants the same buyers',
      '120 views',
      'Use it',
      'Unknown',
      '42%',
    ],
    zh: ['含最相近商品的', '380 次', '149', '争夺同一批买家', '浏览 120 次', '采用', '未知', '42%'],
  }[language];

  it('shows partners, co-views, bundles, buyers, pairs, interest and proposals, without a hole', () => {
    const text = drawn('holds');
    for (const words of says) expect(text).toContain(words);
    expect(text).not.toMatch(/NaN|undefined|\{\{|audience\./);
  });

  it('leaves out what is no better than its baseline, with the sentence', () => {
    const text = drawn('no-better');
    expect(text).not.toMatch(/41 of their 380|含最相近商品的/);
    expect(text.match(language === 'en' ? /Not shown: on 24/g : /不显示：在 24/g)).toHaveLength(2);
    expect(text).toMatch(language === 'en' ? /No category is proposed/ : /不建议品类/);
  });

  it('takes a proposal back where it was taken', () => {
    useCandidatesStore.setState(({ choices }) => ({
      choices: { ...choices, categories: { N1: panel.categories[0] } },
    }));
    const text = drawn('holds');
    useCandidatesStore.setState(({ choices: { categories: _, ...choices } }) => ({ choices }));
    expect(text).toContain(language === 'en' ? 'Take back' : '撤回');
  });
});
