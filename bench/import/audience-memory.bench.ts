/**
 * Who buys what on a generated shop of a million baskets (5 million rows, 4,000 products, 200,000 customers): processor time and
 * memory of the basket log, of the baskets built from it, and of partners and audience of 24 candidates with their evaluation.
 */

import { indexBaskets } from '#engine/audience/baskets.ts';
import { describeAudience } from '#engine/audience/describe-audience.ts';
import { createRandom } from '#engine/random.ts';
import { BasketLog } from '#ingest/assembly/basket-log.ts';
import type { Benchmark } from '../run.ts';

const baskets = 1_000_000;
const products = 4_000;
const customers = 200_000;
const days = 730;

const benchmark: Benchmark = async () => {
  const random = createRandom(1);
  const words = [
    'red',
    'blue',
    'green',
    'oak',
    'steel',
    'glass',
    'wool',
    'paper',
    'mug',
    'lamp',
    'tray',
    'bag',
    'clock',
    'sign',
  ];
  const word = (): string => words[random.below(words.length)];
  const ids = Array.from({ length: products }, (_, at) => `p${at}`);
  const facts = ids.map((id) => ({
    ...{ id, description: `${word()} ${word()} ${word()}`, category: '', attributes: {} },
    price: 1 + random.below(100),
  }));
  const firstDay = ids.map((_, at) => (at < 3000 ? 0 : random.below(600)));
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const started = process.cpuUsage();
  const seconds = (): number => Number((process.cpuUsage(started).user / 1e6).toFixed(1));
  const log = new BasketLog();
  for (let basket = 0; basket < baskets; basket++) {
    const day = Math.floor((basket * days) / baskets);
    const customer = random.below(customers);
    for (let at = 0; at < 5; at++) {
      const product = Math.floor(products * random.next() ** 2);
      if (firstDay[product] <= day) log.push(basket, product, customer, day);
    }
  }
  const logged = seconds();
  const built = log.build(
    Int32Array.from(ids, (_, at) => at),
    ids,
    customers,
    false,
  );
  const index = indexBaskets(built);
  const indexed = seconds();
  const candidates = facts.slice(0, 24).map((each, at) => ({ ...each, id: `new${at}` }));
  await describeAudience(
    index,
    'orders',
    facts,
    candidates,
    () => Number.NaN,
    { prices: facts.map(({ price }) => price), points: [9, 19, 49, 99, 149] },
    async () => undefined,
  );
  return {
    rows: log.rows,
    keptOneIn: log.oneIn,
    secondsLogged: logged,
    secondsIndexed: indexed,
    secondsAll: seconds(),
    megabytes: Math.round((process.memoryUsage().rss - before) / 1e6),
    megabytesAtMost: Math.round(process.resourceUsage().maxRSS / 1e3),
  };
};

export default benchmark;
