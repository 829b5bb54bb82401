import { fromEpochDay } from '#engine/calendar/epoch-day.ts';
import { periodStart } from '#engine/calendar/period-start.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { FileReport } from '#ingest/import-report.ts';
import type { FactsIn } from '#storage/slices/slices.ts';

/** Names shown of a longer list. */
const namesShown = 20;
const revisedShown = 12;

/** What another import changed in what was there before. */
export type DatasetChange = NonNullable<FactsIn<'dataset'>['change']>;
/** Some of many: how many, and the first names. */
export type NamedSome = DatasetChange['productsAdded'];
/** A period that was known and comes back with other figures. */
export type RevisedPeriod = DatasetChange['revisedPeriods'][number];
/** A product whose known history comes back with other figures. */
export type RevisedProduct = DatasetChange['revisedProducts'][number];

/** What is compared: a dataset and the reports of the files that it came from. */
export interface ComparedFacts {
  readonly dataset: Dataset | null;
  readonly files: readonly FileReport[];
}

/** Differences between two imports; `dropped`: names of the files that came with the second. Null when nothing differs. */
export function compareImports(
  before: ComparedFacts,
  after: ComparedFacts,
  dropped: readonly string[],
): DatasetChange | null {
  if (before.files.length === 0) return null;
  const same = dropped.filter((name) => hashOf(before, name) !== null && hashOf(before, name) === hashOf(after, name));
  const replaced = dropped.filter(
    (name) => hashOf(before, name) !== null && hashOf(after, name) !== null && !same.includes(name),
  );
  const change: DatasetChange = {
    ...comparePanels(before.dataset?.panel ?? null, after.dataset?.panel ?? null),
    columnsAdded: named(columnsBeyond(before.files, after.files)),
    columnsGone: named(columnsBeyond(after.files, before.files)),
    candidatesAdded: named(beyond(before.dataset?.candidates ?? [], after.dataset?.candidates ?? [])),
    candidatesGone: named(beyond(after.dataset?.candidates ?? [], before.dataset?.candidates ?? [])),
    filesReplaced: replaced,
    filesSame: same,
  };
  const lists = [change.productsAdded, change.productsGone, change.columnsAdded, change.columnsGone];
  const differs =
    changesHistory(change) ||
    [...lists, change.candidatesAdded, change.candidatesGone].some(({ count }) => count > 0) ||
    replaced.length > 0 ||
    same.length > 0;
  return differs ? change : null;
}

/** True where figures that forecasts stand on are different now. */
export function changesHistory(change: DatasetChange): boolean {
  const { productsAdded, productsGone, periodsAdded, periodsGone, revised, regrouped } = change;
  return regrouped || productsAdded.count + productsGone.count + periodsAdded.count + periodsGone + revised > 0;
}

function hashOf({ files }: ComparedFacts, name: string): string | null {
  return files.find((file) => file.source === name && file.state !== 'failed')?.hash ?? null;
}

function named(names: readonly string[]): NamedSome {
  return { count: names.length, names: names.slice(0, namesShown) };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Names of what the second list has and the first has not. */
function beyond(first: readonly Named[], second: readonly Named[]): string[] {
  const known = new Set(first.map(({ id }) => id));
  return second.filter(({ id }) => !known.has(id)).map(({ name }) => name);
}

/** Columns of the second files that no first file of the same kind has; a kind that is new altogether, or waits for an answer, is not compared. */
function columnsBeyond(first: readonly FileReport[], second: readonly FileReport[]): string[] {
  const names = (files: readonly FileReport[], kind: string): Set<string> =>
    new Set(
      files
        .filter(({ kind: own, state }) => own === kind && state === 'imported')
        .flatMap(({ columns }) => columns.map(({ name }) => name)),
    );
  const found = new Set<string>();
  for (const kind of new Set(second.map((file) => file.kind))) {
    const known = names(first, kind);
    if (known.size === 0) continue;
    for (const name of names(second, kind)) if (name !== '' && !known.has(name)) found.add(name);
  }
  return [...found];
}

type PanelChange = Pick<
  DatasetChange,
  | 'regrouped'
  | 'monthly'
  | 'productsAdded'
  | 'productsGone'
  | 'periodsAdded'
  | 'periodsGone'
  | 'revised'
  | 'revisedPeriods'
  | 'revisedProducts'
>;

function comparePanels(old: Panel | null, fresh: Panel | null): PanelChange {
  const nothing: PanelChange = {
    monthly: fresh?.period === 'month',
    regrouped: false,
    productsAdded: named([]),
    productsGone: named([]),
    periodsAdded: { count: 0, from: null, to: null },
    periodsGone: 0,
    revised: 0,
    revisedPeriods: [],
    revisedProducts: [],
  };
  if (!old || !fresh) return nothing;
  if (old.period !== fresh.period || old.weekStart !== fresh.weekStart) return { ...nothing, regrouped: true };
  const shift = periodsBetween(fresh, old);
  const [earlier, later] = [Math.max(0, shift), Math.max(0, fresh.periods - shift - old.periods)];
  const frequency = fresh.period === 'month' ? 12 : 52;
  const first = earlier > 0 ? 0 : shift + old.periods;
  const end = later > 0 ? fresh.periods : earlier;
  return {
    ...nothing,
    productsAdded: named(beyond(old.products, fresh.products)),
    productsGone: named(beyond(fresh.products, old.products)),
    periodsAdded:
      earlier + later === 0
        ? nothing.periodsAdded
        : {
            count: earlier + later,
            from: periodStart(fresh.start, frequency, first),
            to: periodStart(fresh.start, frequency, end) - 1,
          },
    periodsGone: Math.max(0, -shift) + Math.max(0, shift + old.periods - fresh.periods),
    ...findRevised(old, fresh, shift),
  };
}

/** Position of the old panel's first period in the fresh one. */
function periodsBetween(fresh: Panel, old: Panel): number {
  if (fresh.period === 'week') return Math.round((old.start - fresh.start) / 7);
  const [a, b] = [fromEpochDay(fresh.start), fromEpochDay(old.start)];
  return (b.year - a.year) * 12 + b.month - a.month;
}

/** Earlier product-periods that differ now; an earlier last period that was partial was bound to grow and is not looked at. */
function findRevised(
  old: Panel,
  fresh: Panel,
  shift: number,
): Pick<DatasetChange, 'revised' | 'revisedPeriods' | 'revisedProducts'> {
  const rowOf = new Map(fresh.products.map((product, row) => [product.id, row]));
  const frequency = fresh.period === 'month' ? 12 : 52;
  const periods = new Map<number, Sums>();
  const products: RevisedProduct[] = [];
  let revised = 0;
  old.products.forEach((product, row) => {
    const other = rowOf.get(product.id);
    if (other === undefined) return;
    const own = new Sums();
    for (let t = 0; t < old.completeTo; t++) {
      const at = t + shift;
      if (at < 0 || at >= fresh.periods) continue;
      const [a, b] = [row * old.periods + t, other * fresh.periods + at];
      const units = [known(old.units[a]), known(fresh.units[b])] as const;
      const revenue = [known(old.revenue[a]), known(fresh.revenue[b])] as const;
      if (!differ(units) && !differ(revenue)) continue;
      revised += 1;
      own.add(units, revenue);
      const sums = periods.get(t) ?? new Sums();
      periods.set(t, sums);
      sums.add(units, revenue);
    }
    if (own.count > 0) products.push({ id: product.id, name: product.name, ...own.pairs, periods: own.count });
  });
  const size = ({ units, revenue }: Pick<RevisedPeriod, 'units' | 'revenue'>): number =>
    Math.abs(revenue[1] - revenue[0]) || Math.abs(units[1] - units[0]);
  return {
    revised,
    revisedPeriods: [...periods]
      .map(([t, sums]) => ({ start: periodStart(old.start, frequency, t), ...sums.pairs, products: sums.count }))
      .sort((a, b) => size(b) - size(a))
      .slice(0, revisedShown),
    revisedProducts: products.sort((a, b) => size(b) - size(a)).slice(0, revisedShown),
  };
}

/** Figures before and after, summed. */
class Sums {
  count = 0;
  private readonly units: [number, number] = [0, 0];
  private readonly revenue: [number, number] = [0, 0];

  add(units: readonly [number, number], revenue: readonly [number, number]): void {
    this.count += 1;
    for (const side of [0, 1] as const) {
      this.units[side] += units[side];
      this.revenue[side] += revenue[side];
    }
  }

  get pairs(): Pick<RevisedPeriod, 'units' | 'revenue'> {
    return { units: this.units, revenue: this.revenue };
  }
}

function known(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function differ([a, b]: readonly [number, number]): boolean {
  return Math.abs(a - b) > 0.005;
}
