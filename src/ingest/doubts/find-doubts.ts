import type { FileKind } from '#ingest/file-kind.ts';
import * as counted from './counted-otherwise.ts';
import * as lists from './lists.ts';
import { type FoundDoubt, headingsOf, type Look, type Looked } from './look.ts';
import * as movements from './movements.ts';
import * as others from './no-sales.ts';
import * as untold from './not-told.ts';
import * as payments from './payments.ts';
import * as around from './said-around.ts';

/** What speaks against taking a table for what its columns seem to make it; null where nothing does. */
export function findDoubt(looked: Looked): FoundDoubt | null {
  const headings = headingsOf(looked);
  for (const look of [others.survey, ...(doubtsOf[looked.kind] ?? [])]) {
    const found = look(headings, looked);
    if (found) return found;
  }
  return null;
}

/** In the order in which they are looked for; the first that is found counts. */
const doubtsOf: Readonly<Partial<Record<FileKind, readonly Look[]>>> = {
  sales: [
    untold.idsShortened,
    counted.groupsHeaded,
    payments.account,
    others.tasks,
    others.production,
    others.advertising,
    counted.measuresInRows,
    untold.fiscalWeeks,
    counted.partlyDelivered,
    counted.unitsMixed,
    counted.packs,
    counted.pricePer,
    counted.unitsScaled,
    payments.settlement,
    payments.feeKinds,
    others.returns,
    others.wishes,
    others.contracts,
    others.forecast,
    around.saidAround,
    around.calledOtherwise,
    around.market,
    around.dayOfOther,
    lists.onShelves,
    movements.goneOtherwise,
    others.purchases,
    payments.payments,
    payments.customers,
    payments.hoursWorked,
    payments.wages,
    others.prices,
    others.spans,
    movements.movements,
    counted.itemsInCell,
    others.points,
    untold.stepsCounted,
    counted.toldAnew,
    counted.runningTotal,
    around.pagesRead,
    counted.linesAgain,
    counted.bundles,
    counted.daysAndMonths,
    counted.rowsAddUp,
    untold.figuresUntold,
    untold.takenForAnother,
    untold.unsure,
    untold.moneyUnread,
    untold.sideBySide,
    untold.rivals,
    lists.fallsLikeStock,
    untold.unspoken,
  ],
  stock: [
    untold.idsShortened,
    lists.stockAveraged,
    others.forecast,
    untold.stockMoved,
    around.market,
    untold.periodsAside,
    untold.numbered,
    lists.soldBeside,
    lists.countsBeside,
  ],
  reviews: [lists.scored],
  browsing: [
    others.advertising,
    payments.paidBeside,
    others.points,
    untold.onlyUsers,
    untold.eventsUntold,
    untold.stepsCounted,
    lists.soldBeside,
    untold.boughtBeside,
  ],
  catalogue: [
    others.tasks,
    lists.soldInRanges,
    lists.sumsAcross,
    untold.periodsAside,
    untold.numbered,
    untold.tradeBeside,
    lists.countedBeside,
  ],
  candidates: [others.tasks, others.pricesToOrder, untold.periodsAside, untold.numbered, untold.tradeBeside],
};
