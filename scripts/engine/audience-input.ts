import type { Baskets } from '#engine/audience/baskets.ts';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { ProductFacts } from '#engine/launch/history/launch.ts';
import { JobRefused } from '#workers/job-control.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface LaunchQuestion {
  readonly launch: ProductFacts;
  readonly day: number;
  readonly baskets: Baskets;
  readonly facts: readonly (ProductFacts | null)[];
  readonly customers: readonly string[];
  readonly most: number;
  readonly audienceDays: number;
}

/** `{launch: {id, week0, price, description}, n, products, orders: [[id, time, customer, [product ids]]]}`; a missing customer is '' or null. */
export function readLaunchQuestion(input: unknown): LaunchQuestion {
  const { launch, products, orders, n, audienceDays } = asObject(input, 'input');
  const question = asObject(launch, 'launch');
  const codes = new Map<string, number>();
  const codeOf = (known: Map<string, number>, text: string): number => {
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    return code;
  };
  const known = asList(products, 'products').map((product, at) => readFacts(product, `products[${at}]`));
  for (const { id } of known) codeOf(codes, id);
  const customers = new Map<string, number>();
  const rows = asList(orders, 'orders')
    .map((row, at) => {
      const [, time, customer, items] = asList(row, `orders[${at}]`);
      const name = customer === null || customer === undefined ? '' : String(customer);
      return {
        day: readDay(time, `orders[${at}]`),
        customer: name === '' ? -1 : codeOf(customers, name),
        items: [...new Set(asList(items, `orders[${at}]`).map((id) => codeOf(codes, String(id))))],
      };
    })
    .sort((a, b) => a.day - b.day);
  const start = new Int32Array(rows.length + 1);
  rows.forEach(({ items }, at) => {
    start[at + 1] = start[at] + items.length;
  });
  const ids = [...codes.keys()];
  const baskets: Baskets = {
    day: Int32Array.from(rows, ({ day }) => day),
    customer: Int32Array.from(rows, ({ customer }) => customer),
    start,
    items: Int32Array.from(rows.flatMap(({ items }) => items)),
    products: ids,
    customers: customers.size,
  };
  return {
    launch: readFacts(question, 'launch'),
    day: readDay(question.week0, 'launch.week0'),
    baskets,
    facts: ids.map((_, at) => known[at] ?? null),
    customers: [...customers.keys()],
    most: typeof n === 'number' ? n : 20,
    audienceDays: typeof audienceDays === 'number' ? audienceDays : 182,
  };
}

export function readFacts(value: unknown, place: string): ProductFacts {
  const { id, description, name, category, price, attributes } = asObject(value, place);
  if (typeof id !== 'string' && typeof id !== 'number') return refuse(`${place}.id`, 'text');
  const words = [name, description].filter((text) => typeof text === 'string');
  return {
    id: String(id),
    description: words.join(' '),
    category: typeof category === 'string' ? category : '',
    price: typeof price === 'number' && price > 0 ? price : Number.NaN,
    attributes: Object.fromEntries(
      Object.entries((attributes ?? {}) as Json).map(([key, text]) => [key, String(text ?? '')]),
    ),
  };
}

function readDay(value: unknown, place: string): number {
  const day = typeof value === 'string' ? parseIsoDate(value.slice(0, 10)) : value;
  return typeof day === 'number' && Number.isFinite(day) ? day : refuse(place, 'YYYY-MM-DD');
}

export function asList(value: unknown, place: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(place, 'list');
}

export function asObject(value: unknown, place: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : refuse(place, 'object');
}

function refuse(place: string, expected: string): never {
  throw new JobRefused('input-malformed', { place, expected });
}
