import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import { medianOf } from '#engine/kernels/statistics.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { pricesOfPanel } from './panel-prices.ts';
import type { PriceHistory } from './price-history.ts';
import { learnCategoryResponse } from './price-response.ts';
import { priceTestFewest, priceTestStep } from './price-test.ts';
import { rowsByProduct } from './response-columns.ts';

/** A price within so much (logarithm) of a step up or down is one of the test. */
const near = 0.03;
/** Weeks before it that say what is usual. */
const before = 26;

/**
 * What price tests in the sales since `from` have told, by category (`price-test-told`: elasticity of the category's products and its 95 % interval, that of a
 * product without history; `price-test-untold`: still refused). A test is there where four products or more asked both a step more and a step less
 * than in the half year before, outside promotions; the response is that of all sales, as everywhere.
 */
export function readPriceTests(panel: Panel, from: EpochDay): Issue[] {
  if (panel.period !== 'week') return [];
  const history = pricesOfPanel(panel);
  const first = Math.round((from - panel.start) / 7) - panel.completeFrom;
  return history.categories.flatMap((category, c): Issue[] => {
    const { products, weeks } = findTest(history, c, first);
    if (products < priceTestFewest) return [];
    const { verdict, regular, newProduct } = learnCategoryResponse(history, c).response;
    const seen = { category, products, weeks };
    if (verdict !== 'estimate' || !regular || !newProduct)
      return [{ code: 'price-test-untold', severity: 'info', params: seen }];
    const figure = (value: number): string => (-value).toFixed(1);
    const params = {
      ...{ ...seen, value: figure(regular.value), lo: figure(regular.hi95), hi: figure(regular.lo95) },
      ...{ newLo: figure(newProduct.hi95), newHi: figure(newProduct.lo95) },
    };
    return [{ code: 'price-test-told', severity: 'info', params }];
  });
}

/** Products of a category that asked more and less by turns since week `first`, and in how many weeks. */
function findTest(history: PriceHistory, category: number, first: number) {
  const weeks = new Set<number>();
  let products = 0;
  rowsByProduct(history, history.products.length).forEach((rows, p) => {
    if (history.products[p].category !== category) return;
    const isPlain = (row: number): boolean => !((history.deal?.[row] ?? 0) > 0.1);
    const earlier = rows.filter(
      (row) => isPlain(row) && history.week[row] < first && history.week[row] >= first - before,
    );
    const usual = medianOf(earlier.map((row) => history.price[row]));
    const at = (factor: number): number[] =>
      rows.filter(
        (row) =>
          history.week[row] >= first &&
          isPlain(row) &&
          Math.abs(Math.log(history.price[row] / (usual * factor))) < near,
      );
    const [dear, cheap] = [at(1 + priceTestStep), at(1 - priceTestStep)];
    if (dear.length === 0 || cheap.length === 0) return;
    products++;
    for (const row of [...dear, ...cheap]) weeks.add(history.week[row]);
  });
  return { products, weeks: weeks.size };
}
