import type { FileKind } from '#ingest/file-kind.ts';
import { meaningsOf } from '#ingest/understanding/meaning-score.ts';
import { itemsInCell, measuresInRows, packs, runningTotal, unitsMixed } from './counted-otherwise.ts';
import type { FoundDoubt, Look, Looked } from './look.ts';
import {
  account,
  advertising,
  customers,
  forecast,
  movements,
  payments,
  points,
  prices,
  purchases,
  returns,
  settlement,
  spans,
} from './no-sales.ts';
import {
  countedBeside,
  idsShortened,
  numbered,
  onlyUsers,
  periodsAside,
  soldBeside,
  tradeBeside,
  unsure,
} from './not-told.ts';

/** What speaks against taking a table for what its columns seem to make it; null where nothing does. */
export function findDoubt(looked: Looked): FoundDoubt | null {
  const headings = looked.columns
    .filter(({ index }) => looked.table.profiles[index].filled > 0)
    .map((column) => ({ column, means: meaningsOf(column.name) }));
  for (const look of doubtsOf[looked.kind] ?? []) {
    const found = look(headings, looked);
    if (found) return found;
  }
  return null;
}

/** In the order in which they are looked for; the first that is found counts. */
const doubtsOf: Readonly<Partial<Record<FileKind, readonly Look[]>>> = {
  sales: [
    idsShortened,
    account,
    advertising,
    measuresInRows,
    unitsMixed,
    packs,
    settlement,
    returns,
    forecast,
    purchases,
    payments,
    customers,
    prices,
    spans,
    movements,
    itemsInCell,
    points,
    runningTotal,
    unsure,
  ],
  stock: [idsShortened, forecast, periodsAside, numbered, soldBeside],
  browsing: [advertising, points, onlyUsers, soldBeside],
  catalogue: [periodsAside, numbered, tradeBeside, countedBeside],
  candidates: [periodsAside, numbered, tradeBeside],
};
