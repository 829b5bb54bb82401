import { roleAt } from '#ingest/roles/column-roles.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import { chargeKinds } from './kinds-of-lines.ts';
import { doubtAbout, type FoundDoubt, type Heading, type Looked, measuresOf, multiplies, saying } from './look.ts';

/** A balance that goes up and down from row to row by the amounts beside it: a statement of account. */
export function account(headings: readonly Heading[], looked: Looked): FoundDoubt | null {
  const { columns, table } = looked;
  // Lines of an account are not so many pieces at a price.
  if (multiplies(looked) === 'exact') return null;
  const numeric = measuresOf(columns, table);
  const balances = numeric.filter(
    ({ index, role }) => role !== 'units' && table.profiles[index].distinct > table.rows.length * 0.5,
  );
  // A change against the day before is no amount of an account: where one column moves it, a heading has to say so.
  const saysBalance = saying(headings, 'bank').length > 0;
  for (const balance of balances)
    for (const one of numeric)
      for (const other of numeric) {
        if (one === balance || other === balance || (one === other && !saysBalance)) continue;
        if (table.isBalanceOf(balance.index, one.index, one === other ? -1 : other.index))
          return { code: 'looks-like-payments', columns: [balance.name, one.name], indices: [] };
      }
  return null;
}

/** Whether the amount is what is left of another one after the fees beside it, or the other way round, without pieces, and no list of orders with their products and states. */
function isLessCharges(charges: readonly Heading[], { columns, table }: Looked): boolean {
  const amount = roleAt(columns, 'revenue') ?? roleAt(columns, 'price');
  if (!amount || roleAt(columns, 'units')) return false;
  const [order, state] = [roleAt(columns, 'order'), roleAt(columns, 'status')];
  const isOfOrders = state && roleAt(columns, 'product') && roleAt(columns, 'name') && saysAny(amount.name, ['order']);
  if (order && table.isUnique(order.index) && isOfOrders) return false;
  const paid = table.numbers(amount.index);
  const off = [...paid].map((_, row) =>
    charges.reduce((sum, { column }) => sum + Math.abs(table.numbers(column.index)[row] || 0), 0),
  );
  return columns.some(({ index }) => {
    const whole = table.numbers(index);
    const same = off.filter((sum, row) => sum > 0 && Math.abs(Math.abs(whole[row] - paid[row]) - sum) < 0.011).length;
    return index !== amount.index && same > table.rows.length * 0.5;
  });
}

/** Fees that are off in a net amount beside the whole one. */
export function feesTakenOff(headings: readonly Heading[], { table }: Looked): readonly Heading[] {
  const figures = headings.filter(({ column: { index } }) => table.profiles[index].numberShare > 0.9);
  const nets = saying(figures, 'net');
  return saying(figures, 'fee').filter((fee) =>
    nets.some((net) =>
      figures.some(({ column: { index } }) => table.isSum([index], fee.column.index, net.column.index, 'off')),
    ),
  );
}

/** Rows in which a shop would sell more than one product. */
const leastPaid = 30;

/** What a line of an account is about. */
const statement =
  /^(?:description|details|concepto|concept|libell[eé]|descri(?:pci[oó]n|[cç][aã]o|zione)|verwendungszweck|buchungstext|beschreibung|payee|merchant|memo|opis|popis|описание|назначение(?: платежа)?|açıklama|摘要|交易说明|摘要内容|적요)$/iu;
const isAbout = (name: string): boolean => statement.test(name.trim()) || !saysAny(name, ['product', 'code']);
const mostOfStatement = 6;

/** Amounts with several fees and no pieces, or with fees and cards and neither products nor pieces. */
export function payments(headings: readonly Heading[], looked: Looked): FoundDoubt | null {
  const { columns, table } = looked;
  const charges = saying(headings, 'fee').filter(({ column }) => table.profiles[column.index].numberShare > 0.8);
  if (charges.length > 2 && isLessCharges(charges, looked)) return doubtAbout('looks-like-payments', charges);
  const fees = feesTakenOff(headings, looked);
  if (fees.length > 0 && !roleAt(columns, 'units')) return doubtAbout('looks-like-payments', fees);
  const taken = headings.filter(({ column: { index } }) =>
    table.rows.some((_, row) => /^(?:authori[sz]ation|capture)$/i.test(table.text(row, index))),
  );
  if (taken.length > 0) return doubtAbout('looks-like-payments', taken);
  const product = roleAt(columns, 'product', 'name');
  // The number of a transaction is none of a product.
  const says = meaningsOf(product?.name ?? '');
  const isOfProduct = says.has('product') || says.has('code') || product?.evidence.from === 'chosen';
  const isNumber = product?.role === 'product' && !isOfProduct && (says.has('document') || says.has('id'));
  const isNamed = product?.role === 'product' && !isNumber && table.profiles[product.index].distinct > 1;
  if (roleAt(columns, 'units', 'price') || isNamed) return null;
  const named = roleAt(columns, 'name');
  // A statement: days, amounts, and words that are called neither a product nor its name.
  const about = product ?? named ?? roleAt(columns, 'category');
  const isStatement =
    about !== undefined &&
    (table.areWords(about.index) || statement.test(about.name.trim())) &&
    !roleAt(columns, 'order', 'customer', 'status') &&
    columns.every(({ role, name }) => !['product', 'name'].includes(role) || isAbout(name)) &&
    columns.every(({ role, name }) => role !== 'revenue' || !saysAny(name, ['sold', 'revenue'])) &&
    columns.filter(({ index }) => table.profiles[index].filled > 0).length <= mostOfStatement;
  if (isStatement)
    return doubtAbout(
      'looks-like-payments',
      headings.filter(({ column }) => column === about),
    );
  const charged = saying(headings, 'fee');
  const found = [...saying(headings, 'fee', 'pay', 'bank'), ...(charged.length > 0 ? saying(headings, 'net') : [])];
  const hasBalance = saying(headings, 'bank').some(({ column }) => table.profiles[column.index].numberShare > 0.8);
  // One text in all rows names no product.
  const isOneText = named !== undefined && table.rows.length >= leastPaid && table.profiles[named.index].distinct === 1;
  if (isOneText && found.length > 0) return doubtAbout('looks-like-payments', [...found]);
  return found.length >= (isNumber ? 1 : 2) || hasBalance ? doubtAbout('looks-like-payments', found) : null;
}

/** Amounts in rows of their own beside charges of the same products. */
export function settlement(headings: readonly Heading[], looked: Looked): FoundDoubt | null {
  const found = chargeKinds(headings, looked).flatMap(({ heading, isApart }) => (isApart ? [] : [heading]));
  return doubtAbout('looks-like-payments', found);
}

/** A fee of each row, by a column that says which: of products, too. */
export function feeKinds(headings: readonly Heading[], { table }: Looked): FoundDoubt | null {
  const kinds = saying(headings, 'fee').filter(({ column: { index, name }, means }) => {
    if ((['pay', 'status', 'date', 'order', 'customer'] as const).some((each) => means.has(each))) return false;
    const { numberShare, distinct, filled, sampled } = table.profiles[index];
    return (
      !/^charge type$/i.test(name) &&
      numberShare === 0 &&
      distinct > 1 &&
      distinct <= mostFees &&
      filled >= sampled * 0.9
    );
  });
  return doubtAbout('looks-like-payments', kinds);
}

const mostFees = 20;

/** What was paid, the fee and what is left of it, among what looks like events. */
export function paidBeside(headings: readonly Heading[], { table }: Looked): FoundDoubt | null {
  const figures = headings.filter(({ column: { index } }) => table.profiles[index].numberShare > 0.8);
  const [fees, nets] = [saying(figures, 'fee'), saying(figures, 'net')];
  return fees.length > 0 && nets.length > 0 ? doubtAbout('looks-like-payments', [...fees, ...nets]) : null;
}

/** One row a customer, with what they have bought in all. */
export function customers(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const customer = roleAt(columns, 'customer');
  if (!customer || roleAt(columns, 'order', 'product', 'price') || !table.isUnique(customer.index)) return null;
  return { code: 'looks-like-customers', columns: [customer.name], indices: [] };
}

const lasting =
  /duration|dauer|dur[eé]e|duraci[oó]n|dura[cç][aã]o|durata|длительн|продолжит|stunden|hours|heures|horas|часы|时长|工时|時間|시간/i;

/** So long somebody worked for somebody: a sheet of hours. */
export function hoursWorked(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  if (saying(headings, 'person').length === 0 || roleAt(columns, 'units', 'order')) return null;
  const worked = headings.filter(({ column: { name, index } }) => {
    const areSpans = table.rows.every((_, row) => /^(\d+:\d\d(:\d\d)?)?$/.test(table.text(row, index)));
    return areSpans && lasting.test(name) && table.profiles[index].filled > 0;
  });
  return doubtAbout('looks-like-payments', worked);
}

const hours = /^(?:hours?|hrs|stunden|std|heures|horas|ore|uren|godziny|часы|工时|時間|시간)(?!\p{L})/iu;

/** Rows by member of staff, and nothing that says product, order or customer: wages and commissions. */
export function wages(headings: readonly Heading[], looked: Looked): FoundDoubt | null {
  const staff = saying(headings, 'person');
  const isTrade = saying(headings, 'product', 'code', 'order', 'document', 'customer').some(
    (each) => !staff.includes(each),
  );
  const product = roleAt(looked.columns, 'product') ?? roleAt(looked.columns, 'name');
  // Hours at a rate, and commissions, multiply as well.
  const isEarned =
    hours.test(roleAt(looked.columns, 'units')?.name ?? '') ||
    (saying(headings, 'fee').length > 0 && !roleAt(looked.columns, 'price', 'revenue'));
  const isSold = product && !staff.some(({ column }) => column === product) && multiplies(looked) !== 'unknown';
  return (isTrade || isSold) && !isEarned ? null : doubtAbout('looks-like-payments', staff);
}
