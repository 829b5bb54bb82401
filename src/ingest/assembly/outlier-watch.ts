import { sumOf } from '#engine/kernels/statistics.ts';
import type { TakenRows } from '#ingest/cleaning/taken-rows.ts';
import type { FindingSample } from '#ingest/import-report.ts';

/** Buckets of quantities a product: 0 to 7 pieces exactly, then four to an octave up to 2^17. */
const buckets = 64;
/** Largest lines kept of a product. More of them than this are a habit and no slip. */
const kept = 5;
/** Times the middle line that a line has to be. */
const farFromMiddle = 20;
/** A product with fewer lines than this is judged by the lines of all products. */
const enoughLines = 20;

/** A line far beyond what is usual, where it stands, and the limit that it passed. */
export interface OutlyingLine {
  readonly product: number;
  /** Index of the file in the collection's list. */
  readonly file: number;
  readonly line: number;
  readonly seconds: number;
  /** Millionths. */
  readonly units: number;
  readonly money: number;
  /** Pieces. */
  readonly limit: number;
  readonly usual: number;
}

/**
 * Watches the quantities of accepted sales rows, product by product, for lines far beyond the product's own spread. The
 * fence is Tukey's "far out" on the logarithmic scale, q3 (q3 / q1)³ with a ratio of at least 2, and at least 20 times the
 * middle line; quartiles come from a histogram (exact up to 7 pieces, then within a fifth), so memory grows with the
 * products, 470 bytes each, and not with the rows.
 */
export class OutlierWatch {
  /** By bucket and then product: most lines fall into the same few buckets, which stay at hand. */
  private counts = new Uint32Array(buckets * 64);
  /** Smallest of the kept lines once all places are taken, else 0; millionths. */
  private floors = new Float64Array(64);
  private units = new Float64Array(kept * 64);
  private money = new Float64Array(kept * 64);
  private seconds = new Float64Array(kept * 64);
  private lines = new Int32Array(kept * 64);
  private files = new Int32Array(kept * 64);

  /** `units` and `money` in millionths, `units` above zero. */
  note(product: number, units: number, money: number, seconds: number, line: number, file: number): void {
    if (product >= this.floors.length) this.grow(product + 1);
    this.counts[bucketOf(units) * this.floors.length + product] += 1;
    if (units > this.floors[product]) this.keep(product, units, money, seconds, line, file);
  }

  /** Those of a product from one place to another; `keep` is told of each that is among the largest so far, for {@link keep}. */
  noteRow(product: number, units: Float64Array, from: number, to: number, keep: (at: number) => void): void {
    if (product >= this.floors.length) this.grow(product + 1);
    const { counts, floors } = this;
    for (let at = from; at < to; at++) {
      if (!(units[at] > 0)) continue;
      counts[bucketOf(units[at]) * floors.length + product] += 1;
      if (units[at] > floors[product]) keep(at);
    }
  }

  noteRows({ count, product, units, money, seconds, line }: TakenRows, file: number): void {
    for (let at = 0; at < count; at++)
      if (units[at] > 0) this.note(product[at], units[at], money[at], seconds[at], line[at], file);
  }

  /** The lines beyond their fence, the farthest first. */
  find(): OutlyingLine[] {
    const room = this.floors.length;
    const counts = new Uint32Array(buckets);
    for (let bucket = 0; bucket < buckets; bucket++)
      counts[bucket] = sumOf(this.counts.subarray(bucket * room, (bucket + 1) * room));
    const common = fenceOf(counts);
    const found: OutlyingLine[] = [];
    for (let product = 0; product < room; product++) {
      const largest = this.units.subarray(product * kept, (product + 1) * kept);
      if (largest.every((units) => units <= farFromMiddle * 1e6)) continue;
      for (let bucket = 0; bucket < buckets; bucket++) counts[bucket] = this.counts[bucket * room + product];
      const own = fenceOf(counts);
      if (own.lines === 0) continue;
      const fence = own.lines < enoughLines ? common : own;
      if (fence.lines < enoughLines || fence.limit === Number.POSITIVE_INFINITY) continue;
      for (let at = product * kept; at < (product + 1) * kept; at++) {
        if (this.units[at] <= fence.limit * 1e6) continue;
        found.push({
          product,
          file: this.files[at],
          line: this.lines[at],
          seconds: this.seconds[at],
          units: this.units[at],
          money: this.money[at],
          limit: fence.limit,
          usual: fence.usual,
        });
      }
    }
    return found.sort((a, b) => b.units / b.limit - a.units / a.limit || a.file - b.file || a.line - b.line);
  }

  keep(product: number, units: number, money: number, seconds: number, line: number, file: number): void {
    const from = product * kept;
    let least = from;
    for (let at = from + 1; at < from + kept; at++) if (this.units[at] < this.units[least]) least = at;
    this.units[least] = units;
    this.money[least] = money;
    this.seconds[least] = seconds;
    this.lines[least] = line;
    this.files[least] = file;
    let floor = units;
    for (let at = from; at < from + kept; at++) floor = Math.min(floor, this.units[at]);
    this.floors[product] = floor;
  }

  private grow(products: number): void {
    const wider = Math.max(products, Math.ceil(this.floors.length * 1.6));
    const counts = new Uint32Array(wider * buckets);
    const room = this.floors.length;
    for (let bucket = 0; bucket < buckets; bucket++)
      counts.set(this.counts.subarray(bucket * room, (bucket + 1) * room), bucket * wider);
    this.counts = counts;
    this.floors = grown(this.floors, new Float64Array(wider));
    this.units = grown(this.units, new Float64Array(wider * kept));
    this.money = grown(this.money, new Float64Array(wider * kept));
    this.seconds = grown(this.seconds, new Float64Array(wider * kept));
    this.lines = grown(this.lines, new Int32Array(wider * kept));
    this.files = grown(this.files, new Int32Array(wider * kept));
  }
}

function grown<Column extends Float64Array | Int32Array>(old: Column, wider: Column): Column {
  wider.set(old);
  return wider;
}

function bucketOf(micro: number): number {
  const pieces = micro / 1e6;
  if (pieces < 8) return Math.floor(pieces);
  if (pieces >= 131_072) return buckets - 1;
  const octave = 31 - Math.clz32(pieces);
  return Math.min(buckets - 1, 8 + (octave - 3) * 4 + ((pieces >> (octave - 2)) & 3));
}

/** Fewest pieces of a bucket. */
function lowOf(bucket: number): number {
  if (bucket < 8) return bucket;
  return (4 + ((bucket - 8) & 3)) * 2 ** (((bucket - 8) >> 2) + 1);
}

function highOf(bucket: number): number {
  return bucket < 8 ? bucket : lowOf(bucket + 1) - 1;
}

function fenceOf(counts: Uint32Array): { readonly lines: number; readonly limit: number; readonly usual: number } {
  const lines = sumOf(counts);
  const quantile = (share: number): number => {
    let below = 0;
    for (let bucket = 0; bucket < buckets; bucket++) {
      below += counts[bucket];
      if (below >= lines * share) return bucket;
    }
    return buckets - 1;
  };
  const [q1, median, q3] = [quantile(0.25), quantile(0.5), quantile(0.75)];
  // Beyond the last bucket nothing is told apart.
  if (q3 >= buckets - 1) return { lines, limit: Number.POSITIVE_INFINITY, usual: Number.NaN };
  const low = Math.max(1, lowOf(q1));
  const high = Math.max(1, highOf(q3));
  const usual = Math.max(1, lowOf(median));
  return { lines, limit: Math.max(high * Math.max(2, high / low) ** 3, farFromMiddle * Math.max(1, highOf(median))), usual };
}

/** An outlying line as a finding shows it. */
export function sampleOf(outlier: OutlyingLine, product: string, name: string, file: string): FindingSample {
  const day = Math.floor(outlier.seconds / 86_400);
  return {
    product,
    name,
    file,
    line: outlier.line,
    from: day,
    to: day,
    units: outlier.units / 1e6,
    revenue: outlier.money / 1e6,
    limit: Math.round(outlier.limit),
    usual: Math.round(outlier.usual),
  };
}
