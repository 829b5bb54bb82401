import { describe, expect, it } from 'vitest';
import type { Panel } from '#engine/panel/panel.ts';
import { createRandom } from '#engine/random.ts';
import { interestInCandidates, measureInterestLead } from './interest-lead.ts';

/** Twelve products over 120 weeks whose demand wanders; views follow the demand of `ahead` weeks later, or nothing. */
function makePanel(ahead: number | null): Panel {
  const random = createRandom(11);
  const [products, periods] = [12, 120];
  const units = new Float64Array(products * periods);
  const views = new Float64Array(products * periods);
  for (let product = 0; product < products; product++) {
    let level = 3;
    const levels = Array.from({ length: periods + 8 }, () => {
      level = 4 + 0.8 * (level - 4) + 0.6 * (random.next() - 0.5);
      return level;
    });
    for (let t = 0; t < periods; t++) {
      units[product * periods + t] = Math.round(Math.exp(levels[t]));
      const seen = ahead === null ? 4 + random.next() : levels[t + ahead];
      views[product * periods + t] = Math.round(10 * Math.exp(seen));
    }
  }
  const list = Array.from({ length: products }, (_, at) => ({
    id: `p${at}`,
    name: `p${at}`,
    category: 0,
    firstSale: 0,
    lastSale: 840,
  }));
  const unknown = new Float64Array(products * periods).fill(Number.NaN);
  const absent = { promotion: null, visitors: null, dwellSeconds: null, carts: null, favourites: null, stockOut: null };
  const frame = {
    period: 'week',
    start: 4,
    periods,
    weekStart: 0,
    categories: [''],
    completeFrom: 0,
    completeTo: periods,
  };
  return { ...absent, ...frame, products: list, units, revenue: unknown, price: unknown, views } as Panel;
}

describe('interest before sales', () => {
  it.each([1, 3])('a lead of %i weeks is found', (ahead) => {
    const { verdict, lead, gain } = measureInterestLead(makePanel(ahead));
    expect({ verdict, lead }).toEqual({ verdict: 'leads', lead: ahead });
    expect(gain).toBeGreaterThan(0.2);
  });

  it('views that have nothing to do with sales do not lead', () => {
    expect(measureInterestLead(makePanel(null)).verdict).toBe('does-not');
  });

  it('in a candidate is that of its own page, else of its category, else not told', () => {
    const panel = { ...makePanel(1), categories: ['lamps'] };
    const views = new Float64Array(panel.units.length);
    // The page of p3 opened two weeks before the end; the category has one view a week and product besides.
    views.fill(1);
    views.fill(0, 3 * panel.periods, 4 * panel.periods);
    views.fill(7, 4 * panel.periods - 2, 4 * panel.periods);
    const ask = (id: string, category: string) => ({ id, category, description: '', price: 1, attributes: {} });
    const candidates = [ask('p3', ''), ask('new', 'lamps'), ask('other', ''), ask('none', 'rugs')];
    expect(interestInCandidates({ ...panel, views }, candidates)).toEqual([
      { candidateId: 'p3', basis: 'own', recent: 14, before: 0 },
      { candidateId: 'new', basis: 'category', recent: 4 * 11 + 14, before: 44 },
    ]);
    expect(interestInCandidates({ ...panel, views: null }, candidates)).toEqual([]);
  });

  it('says that there is too little without views', () => {
    expect(measureInterestLead({ ...makePanel(1), views: null }).verdict).toBe('too-little');
  });
});
