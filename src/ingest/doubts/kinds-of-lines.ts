import { roleAt } from '#ingest/roles/column-roles.ts';
import { chargesIn, isOtherMovement, type LineKind } from '#ingest/understanding/line-kinds.ts';
import { meaningsOf } from '#ingest/understanding/meaning-score.ts';
import { type Heading, headingsOf, type Looked } from './look.ts';

/** Share of the rows that name a fee, a tax or a delivery as what their amount is. */
const leastCharges = 0.2;

/** Columns by which charges are rows of their own: one line of an order in several rows, each with another of its amounts, or lines of orders with their delivery below them. */
export function chargeKinds(headings: readonly Heading[], { columns, table }: Looked) {
  const amount = roleAt(columns, 'revenue', 'price');
  if (!amount) return [];
  const isNetted = table.profiles[amount.index].negativeShare > 0.1;
  return headings.flatMap((heading) => {
    const found = chargesIn(heading.column, columns, table);
    const isOne = found && (found.isApart || ((isNetted || found.isMixed) && found.share >= leastCharges));
    return isOne ? [{ heading, isApart: found.isApart }] : [];
  });
}

/** Columns with kinds of movements, sales and purchases side by side: goods that go out count below zero. */
export function movementKinds(headings: readonly Heading[], { columns, table }: Looked): readonly Heading[] {
  const units = roleAt(columns, 'units');
  return headings.filter(({ column: { index, role }, means }) => {
    const { distinct, numberShare } = table.profiles[index];
    if (!units || distinct > 12 || numberShare > 0) return false;
    // How far an order has come: `발주확인` is one that the shop has seen.
    const isState = role === 'status' && means.has('status') && !means.has('movement');
    if (isState && !(table.profiles[units.index].negativeShare > 0)) return false;
    const said = table.rows.map((_, row) => meaningsOf(table.text(row, index)));
    const bought = said.filter((means) => means.has('purchasing') && !means.has('sold')).length;
    const isOther = said.some((means) => means.has('purchasing') || means.has('movement') || means.has('order'));
    const isSigned = table.profiles[units.index].negativeShare > 0.3 && isOther;
    return said.some((means) => means.has('sold')) && (isSigned || bought * 20 >= said.length);
  });
}

/** Columns by which rows are no sales: those of charges, and where the user has said that a ledger of movements is of sales, those of its other movements. */
export function kindsOfLines(looked: Looked, isChosen: boolean): readonly LineKind[] {
  const headings = headingsOf(looked);
  const kindIn = (by: LineKind['by'], { column }: Heading): LineKind => ({ column: column.index, by });
  const charges = chargeKinds(headings, looked).filter(({ isApart }) => isApart || isChosen);
  const moved = isChosen ? movementKinds(headings, looked).slice(0, 1) : [];
  return [...charges.map(({ heading }) => kindIn('charge', heading)), ...moved.map((each) => kindIn('movement', each))];
}

/** So many of the rows go out, where some came back without a minus: a list of returns alone has nothing but these. */
const mostlyOut = 0.75;

/** Which figures of what was sold go out of a ledger with a minus: the pieces, while the amounts, if any, come in without one, or both; null where these are no such. */
export function goesOut({ columns, table }: Looked, kinds: readonly LineKind[]): 'pieces' | 'all' | null {
  const [units, amount] = [roleAt(columns, 'units'), roleAt(columns, 'revenue')];
  const moved = kinds.find(({ by }) => by === 'movement');
  if (!units) return null;
  const { negativeShare, maximum } = table.profiles[units.index];
  if (amount && negativeShare > mostlyOut && maximum > 0) {
    const [pieces, money] = [units, amount].map(({ index }) => table.numbers(index));
    const isAlike = (row: number): boolean => Math.sign(pieces[row]) === Math.sign(money[row]);
    if ([...pieces.keys()].every((row) => !(pieces[row] && money[row]) || isAlike(row))) return 'all';
  }
  if (!(moved || maximum <= 0)) return null;
  const sold = [...table.rows.keys()].filter((row) => !moved || !isOtherMovement(table.text(row, moved.column)));
  const [pieces, money] = [table.numbers(units.index), amount ? table.numbers(amount.index) : null];
  const isOut = sold.filter((row) => pieces[row] < 0 && !(money && money[row] < 0)).length * 2 > sold.length;
  return isOut ? 'pieces' : null;
}
