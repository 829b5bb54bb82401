import type { EpochDay } from '#engine/calendar/epoch-day.ts';

/** What is asked of and known about a product's number. */
export interface NumberedProduct {
  readonly id: string;
  /** First day of the week of its first sale. */
  readonly firstWeek: EpochDay;
}

/** Numbers next to it that are looked at; fewer products numbered alike say nothing. */
const neighbours = 20;
const leastNumbered = 40;
/** What sells in the first weeks of the log was there before it; what began a year before another is old beside it. */
const startWeeks = 4;
const oldWeeks = 52;

/**
 * How young the article numbers around one are: shops number in order, so a number among those of old products is an old product that
 * only surfaces now, whatever the day of its first sale in the log. Share of the 20 nearest numbers of the same kind (the same characters before
 * the first digits, as many digits) whose products were neither there in the first 4 weeks of the log nor began 52 weeks or more before it; 0 to 1.
 * NaN where fewer than 40 products are numbered like it. `products`: those known by now, in any order.
 */
export function createNumberYouth(products: readonly NumberedProduct[]): (product: NumberedProduct) => number {
  const byKind = new Map<string, Numbered[]>();
  let begin = Number.POSITIVE_INFINITY;
  for (const { id, firstWeek } of products) {
    begin = Math.min(begin, firstWeek);
    const own = readNumber(id);
    if (!own) continue;
    const entry = { id, firstWeek, number: own.number };
    const list = byKind.get(own.kind);
    if (list) list.push(entry);
    else byKind.set(own.kind, [entry]);
  }
  for (const list of byKind.values()) list.sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1));
  return ({ id, firstWeek }) => {
    const own = readNumber(id);
    const alike = own === null ? [] : (byKind.get(own.kind) ?? []);
    if (own === null || alike.length < leastNumbered) return Number.NaN;
    let [from, to] = around(alike, own.number);
    let young = 0;
    let count = 0;
    while (count < neighbours && (from >= 0 || to < alike.length)) {
      const below = from >= 0 ? own.number - alike[from].number : Number.POSITIVE_INFINITY;
      const above = to < alike.length ? alike[to].number - own.number : Number.POSITIVE_INFINITY;
      const next = alike[below <= above ? from-- : to++];
      if (next.id === id) continue;
      if (next.firstWeek >= begin + 7 * startWeeks && next.firstWeek > firstWeek - 7 * oldWeeks) young++;
      count++;
    }
    return young / count;
  };
}

interface Numbered extends NumberedProduct {
  readonly number: number;
}

const numberPattern = /^(\D*)(\d{3,15})/;

function readNumber(id: string): { readonly kind: string; readonly number: number } | null {
  const found = numberPattern.exec(id);
  return found && { kind: `${found[1].toUpperCase()}${found[2].length}`, number: Number(found[2]) };
}

/** Places of the last number below and the first not below. */
function around(sorted: readonly Numbered[], number: number): [number, number] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].number < number) low = middle + 1;
    else high = middle;
  }
  return [low - 1, low];
}
