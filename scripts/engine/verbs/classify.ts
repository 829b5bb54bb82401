import { learnCategories } from '#engine/audience/classify-category.ts';
import { classifyDemand } from '#engine/models/intermittent/croston.ts';
import type { Verb } from '../../engine.ts';
import { asList, asObject, readFacts } from '../audience-input.ts';

/**
 * `classify < {products, candidates, series}`: category of each candidate from the shop's own list (`products`: `{id, description,
 * category, price, attributes, firstTime}`), null = unknown, with the trial on that list; demand type of each series (`{id, values}`,
 * null = demand unknown). Any part may be left out.
 */
const classify: Verb = async ({ readInput }) => {
  const { products = [], candidates = [], series = [] } = asObject(await readInput(), 'input');
  const listed = asList(products, 'products').map((product, at) => {
    const { firstTime } = asObject(product, `products[${at}]`);
    const day = typeof firstTime === 'string' ? Date.parse(firstTime.slice(0, 10)) / 864e5 : 0;
    return { ...readFacts(product, `products[${at}]`), firstDay: Number.isFinite(day) ? day : 0 };
  });
  const { trial, answered, precision, classify: categoryOf } = learnCategories(listed);
  return {
    trial: { ...trial, answered, precision },
    proposals: asList(candidates, 'candidates').map((candidate, at) => {
      const facts = readFacts(candidate, `candidates[${at}]`);
      const { category, confidence, because } = categoryOf(facts);
      return { id: facts.id, category: category === '' ? null : category, confidence, because };
    }),
    demandTypes: asList(series, 'series').map((one, at) => {
      const { id, values } = asObject(one, `series[${at}]`);
      const numbers = asList(values, `series[${at}].values`).map((value) =>
        value === null ? Number.NaN : Number(value),
      );
      const { pattern, interval, variation } = classifyDemand(Float64Array.from(numbers));
      return { id: String(id), type: pattern, interval, variation };
    }),
  };
};

export default classify;
