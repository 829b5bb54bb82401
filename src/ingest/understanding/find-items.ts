import { findHeader, widestOf } from '#ingest/understanding/find-header.ts';
import { meaningsOf } from '#ingest/understanding/meaning-score.ts';

/** A table of orders with several products in one cell, as its cells write them. */
export interface ItemsLayout {
  /** Line of the file with the header. */
  readonly headerLine: number;
  /** The column with the products, and its heading. */
  readonly column: number;
  readonly heading: string;
  /** Columns that stay: all but sums over the products of an order, which its lines repeat. */
  readonly fixed: readonly { readonly column: number; readonly name: string }[];
  /** Headings of what is said of each product. */
  readonly names: readonly string[];
  /** What a cell says of each of its products in the order of `names`; null where it can't be read. */
  readonly read: (cell: string) => readonly (readonly string[])[] | null;
}

/** `name:Mug|quantity:2;name:Lamp|quantity:1`: between products, and between what is said of each. */
const keyedBy = [
  [';', '|'],
  ['|', ','],
  ['\n', ','],
  [';', ','],
  ['\n', '|'],
  ['||', '|'],
] as const;
/** `Mug × 2; Lamp × 1`: between products. A comma may be part of a name, so every part has to have its number there. */
const countedBy = [';', '|', '\n', '；', ' + ', ', ', '，', '、', ','] as const;
const counts = [
  /^(?<name>.+?)\s*[x×*]\s*(?<count>\d{1,4})$/i,
  /^(?<count>\d{1,4})\s*[x×*]\s*(?<name>.+)$/i,
  /^(?<name>.+?)\s*[([（]\s*(?:qty|quantity|数量|x|×)?\W{0,2}(?<count>\d{1,4})\s*(?:件|个|pcs)?[)\]）]$/i,
];
const separator = /[;|,\n；，、+]/;
const leastCells = 3;
const leastShare = 0.95;

/** How the products in one cell are told apart; null for a table that has none of such cells, or none that can be read for sure. */
export function findItems(rows: readonly (readonly string[])[], lines: readonly number[]): ItemsLayout | null {
  const width = widestOf(rows);
  for (let column = 0; column < width; column++) {
    if (!mayHoldItems(rows, column)) continue;
    const header = findHeader(rows);
    if (header < 0) return null;
    const body = rows
      .slice(header + 1)
      .map((row) => (row[column] ?? '').trim())
      .filter((cell) => cell !== '');
    const form = jsonForm(body) ?? keyedForm(body) ?? countedForm(body);
    if (!form) continue;
    const heading = (rows[header][column] ?? '').trim();
    const [hasAmount] = [form.names.some((name) => isMoney(name))];
    return {
      headerLine: lines[header],
      column,
      heading,
      fixed: rows[header].flatMap((name, at) => {
        const means = meaningsOf(name);
        const isSum = means.has('quantity') || (hasAmount && isMoney(name));
        return at === column || isSum ? [] : [{ column: at, name }];
      }),
      names: form.names.length > 0 ? form.names : [heading, 'Quantity'],
      read: form.read,
    };
  }
  return null;
}

function mayHoldItems(rows: readonly (readonly string[])[], column: number): boolean {
  let cells = 0;
  for (let row = 0; row < rows.length && cells < leastCells; row++) {
    const cell = rows[row][column] ?? '';
    if (separator.test(cell) && /\d/.test(cell) && separator.test(cell.trim())) cells += 1;
  }
  return cells >= leastCells;
}

function isMoney(name: string): boolean {
  const means = meaningsOf(name);
  return means.has('price') || means.has('amount') || means.has('total') || means.has('revenue');
}

type Form = Pick<ItemsLayout, 'names' | 'read'>;

function keyedForm(cells: readonly string[]): Form | null {
  for (const [between, within] of keyedBy) {
    const pairsOf = (cell: string): (readonly [key: string, value: string])[][] =>
      cell
        .split(between)
        .filter((item) => item.trim() !== '')
        .map((item) => item.split(within).map((field) => pairIn(field)));
    const names = pairsOf(cells[0] ?? '')[0]?.map(([key]) => key) ?? [];
    if (names.length < 2 || names.includes('') || !names.some((name) => meaningsOf(name).has('quantity'))) continue;
    const read = (cell: string): string[][] | null => {
      const items = pairsOf(cell);
      const isWhole =
        items.length > 0 && items.every((item) => names.every((name) => item.some(([key]) => key === name)));
      return isWhole ? items.map((item) => names.map((name) => item.find(([key]) => key === name)?.[1] ?? '')) : null;
    };
    if (mostAre(cells, (cell) => read(cell) !== null) && cells.some((cell) => (read(cell)?.length ?? 0) > 1))
      return { names, read };
  }
  return null;
}

/** `[{"sku":"A1","quantity":2}]` */
function jsonForm(cells: readonly string[]): Form | null {
  if (!cells[0]?.startsWith('[')) return null;
  const itemsOf = (cell: string): readonly Readonly<Record<string, unknown>>[] => {
    try {
      const items: unknown = JSON.parse(cell);
      return Array.isArray(items) ? items.filter((item) => typeof item === 'object' && item !== null) : [];
    } catch {
      return [];
    }
  };
  const names = Object.keys(itemsOf(cells[0])[0] ?? {});
  if (names.length < 2 || !names.some((name) => meaningsOf(name).has('quantity'))) return null;
  const read = (cell: string): string[][] | null => {
    const items = itemsOf(cell);
    return items.length > 0 ? items.map((item) => names.map((name) => String(item[name] ?? ''))) : null;
  };
  return mostAre(cells, (cell) => read(cell) !== null) ? { names, read } : null;
}

function pairIn(field: string): readonly [string, string] {
  const at = field.search(/[:：=]/);
  return at < 0 ? ['', field.trim()] : [field.slice(0, at).trim(), field.slice(at + 1).trim()];
}

function countedForm(cells: readonly string[]): Form | null {
  for (const between of countedBy) {
    const parts = (cell: string): string[] =>
      cell
        .split(between)
        .map((part) => part.trim())
        .filter((part) => part !== '');
    const several = cells.filter((cell) => cell.includes(between) && parts(cell).length > 1);
    if (several.length < Math.max(leastCells, cells.length * 0.02)) continue;
    for (const count of counts) {
      const isComma = /[,，、]/.test(between);
      const told = several.flatMap(parts);
      const counted = told.filter((part) => count.test(part)).length;
      if (
        counted < told.length * (isComma ? 1 : 0.5) ||
        !several.every((cell) => parts(cell).some((part) => count.test(part)))
      )
        continue;
      const read = (cell: string): string[][] =>
        parts(cell).map((part) => {
          const { name = part, count: pieces = '1' } = count.exec(part)?.groups ?? {};
          return [name.trim(), pieces];
        });
      return areToldBelow(cells, several, read) ? null : { names: [], read };
    }
  }
  return null;
}

/** Whether the products of a receipt's cell stand in rows of their own right below: it only says what these are. */
function areToldBelow(cells: readonly string[], several: readonly string[], read: Form['read']): boolean {
  const told = several.filter((cell) => {
    const names = (read(cell) ?? []).map(([name]) => name);
    const at = cells.indexOf(cell) + 1;
    const below = cells.slice(at, at + names.length + 1);
    return names.every((name) => below.includes(name));
  });
  return told.length >= several.length * 0.8;
}

function mostAre(cells: readonly string[], test: (cell: string) => boolean): boolean {
  return cells.length >= leastCells && cells.filter(test).length >= cells.length * leastShare;
}
