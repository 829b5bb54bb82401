import { documentType } from '#ingest/cleaning/order-state.ts';
import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt, roleOf } from '#ingest/roles/column-roles.ts';
import { actual } from '#ingest/understanding/find-periods.ts';
import type { HeadingMeaning } from '#ingest/understanding/heading-words.ts';
import { ofYearBefore } from '#ingest/understanding/headings.ts';
import { meaningsOf } from '#ingest/understanding/meaning-score.ts';
import { usualOf } from '#ingest/understanding/profile-column.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { chargeKinds, movementKinds } from './kinds-of-lines.ts';
import { doubtAbout, type FoundDoubt, type Heading, type Looked, namesOf, saying, saysIn } from './look.ts';

/** Impressions and clicks of ads beside what they cost, and no orders. */
export function advertising(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const isCount = ({ column, means }: Heading): boolean =>
    table.profiles[column.index].numberShare > 0.8 && !means.has('id');
  const shown = saying(headings, 'exposure');
  // What was sold for each thousand that saw it is no cost.
  const paid = saying(headings, 'advert').filter(({ means }) => !means.has('sold') && !means.has('revenue'));
  // Orders that came of ads are counted beside how often these were shown.
  if (roleAt(columns, 'order') && !shown.some(isCount)) return null;
  // Clicks and what they cost are of ads, though these say what came of them.
  const clicks = headings.filter(
    (each) => /cli(?:ck|c|que)s?|klicks?|клик|点击|クリック|클릭/i.test(each.column.name) && isCount(each),
  );
  const costs = headings.filter(
    (each) =>
      isCount(each) &&
      /^(?:ad[\s_-]?)?(?:cost|spend|kosten|co[uû]ts?|costos?|gasto|spesa|расход\p{L}*|花费|消耗|広告費)s?\s*(?:$|[(（€$£/]|usd|eur)/iu.test(
        each.column.name,
      ),
  );
  if (clicks.length > 0 && costs.length > 0 && !roleAt(columns, 'order', 'status', 'customer'))
    return doubtAbout('looks-like-advertising', [...clicks, ...costs]);
  const spent = headings.filter(
    ({ column: { role, name } }) =>
      ['revenue', 'price', 'cost'].includes(role) && /(?<![a-z])spen[dt](?![a-z])/i.test(name),
  );
  if (spent.length > 0 && !roleAt(columns, 'order', 'customer', 'units'))
    return doubtAbout('looks-like-advertising', spent);
  // A marketplace's offers are advertisements too (anúncio, annonce): something was shown, or two columns say what it cost.
  const counted = paid.filter(isCount);
  if (shown.length + paid.length < 3 || (shown.length === 0 && counted.length < 2) || paid.length === 0) return null;
  return doubtAbout('looks-like-advertising', [...shown, ...paid]);
}

const notTakenOff =
  /(?:[未不](?:剔除|扣除?|包?含|减去?|计)[^\s；;，,]{0,2}|(?:excl\w*|without|before|ohne|hors|sin|sem)\.?\s)(?:退款|退货|returns?|refunds?|retouren)/gi;

/** The number of each row is that of a return, or a line above the table says so of all. */
export function returns(headings: readonly Heading[], { table, titles }: Looked): FoundDoubt | null {
  // `支付金额未剔除退款` says of amounts that they are before returns.
  const said = titles.replace(notTakenOff, '');
  if (saysIn(said, 'refund') && !saysIn(said, 'sold') && !saysIn(said, 'order'))
    return { code: 'looks-like-returns', columns: [titles], indices: [] };
  const found = saying(headings, 'refund').filter(
    ({ column, means }) =>
      (means.has('id') ||
        means.has('document') ||
        means.has('reason') ||
        /#$/.test(column.name) ||
        ((means.has('date') || means.has('time')) && table.profiles[column.index].numberShare < 0.5)) &&
      table.profiles[column.index].filled >= table.profiles[column.index].sampled * 0.9,
  );
  return doubtAbout('looks-like-returns', found);
}

/** How likely it is that somebody buys. */
const likelihood =
  /probab|likelihood|wahrscheinlich|вероятн|ймовірн|prawdopodob|pravd[eě]podob|olasılı|概率|赢率|确度|確度|확률/i;

/** Lists of what somebody would like to have. */
const wished =
  /wish[\s_-]?list|wunsch(zettel|liste)|merkzettel|liste d.envies|souhaits|lista (de )?(deseos|desejos|życzeń)|desideri|istek listesi|찜|위시리스트|心愿单|欲しい物|ほしい物|お気に入り|избранн|список желаний/i;

/** Rows of which the count, the price or the day is that of a wish, without an order. */
export function wishes(headings: readonly Heading[], { columns, fileName }: Looked): FoundDoubt | null {
  if (roleAt(columns, 'order') || saying(headings, 'sold', 'order').length > 0) return null;
  const found = headings.filter(({ column: { role, name } }) => wished.test(name) && ofMove.includes(role));
  return found.length === 0 && wished.test(fileName)
    ? { code: 'looks-like-forecast', columns: [fileName], indices: [] }
    : doubtAbout('looks-like-forecast', found);
}

/** What is counted is a forecast, a target or a budget by its heading or the file's name. */
export function forecast(
  headings: readonly Heading[],
  { columns, table, fileName, titles }: Looked,
): FoundDoubt | null {
  const counted = saying(headings, 'forecast').filter(
    ({ column, means }) =>
      !means.has('exposure') && !means.has('advert') && ['units', 'revenue', 'stock'].includes(column.role),
  );
  // Offers, drafts and carts that were left: nothing of them was bought.
  const left = [fileName, titles].filter(
    (text) => saysIn(text, 'quote') && (saysIn(text, 'cart') || saysIn(text, 'pay')),
  );
  if (left.length > 0) return { code: 'looks-like-forecast', columns: left, indices: [] };
  const recovered = headings.filter(({ column: { name } }) =>
    /recover(?:y|ed)[\s_-]?(?:url|link|at|email)/i.test(name),
  );
  if (recovered.length > 0) return doubtAbout('looks-like-forecast', recovered);
  const areCarts = saying(headings, 'cart').length > 0;
  const dated = roleAt(columns, 'date', 'datetime');
  const product = roleAt(columns, 'product', 'item') ?? roleAt(columns, 'name');
  const isOfSeveral = ({ role, index }: ColumnReport): boolean =>
    dated !== undefined &&
    product !== undefined &&
    ['', 'order'].includes(role) &&
    table.numbersOrders(index, dated.index, product.index);
  const offers = saying(headings, 'quote').filter(
    ({ column, means }) =>
      (table.profiles[column.index].dateShare > 0.8 &&
        !(['ship', 'due', 'freight'] as const).some((each) => means.has(each))) ||
      (['pay', 'cart'] as const).some((each) => means.has(each)) ||
      (areCarts && table.profiles[column.index].numberShare === 0) ||
      likelihood.test(column.name) ||
      // Beside the number of an order it is that of the offer in a marketplace's list.
      ((means.has('id') || means.has('document') || column.role === 'order' || numbered.test(column.name)) &&
        (column.role === 'order' || !roleAt(columns, 'order'))),
  );
  // Cases beside each other, of which none came to pass.
  const cases = headings.filter(
    ({ column: { index, name } }) => scenario.test(name) && table.profiles[index].distinct > 1,
  );
  // What came beside what was planned, or the year before, in rows of their own.
  const scenarios = headings.filter(({ column: { index, role } }) => {
    if (table.profiles[index].distinct > 8 || role === 'product' || role === 'name') return false;
    const texts = [...new Set(table.rows.map((_, row) => table.text(row, index)))];
    const isOther = (text: string): boolean => ofYearBefore.test(text) || meaningsOf(text).has('forecast');
    return texts.some((text) => actual.test(text)) && texts.some(isOther);
  });
  const numbers = headings.filter(({ column }) => offerNumber.test(column.name) && isOfSeveral(column));
  const budgets = headings.filter(
    ({ column: { name, index } }) =>
      quoteNumber.test(name) && !table.profiles[index].dateShare && roleAt(columns, 'customer'),
  );
  const told = [...offers, ...numbers, ...budgets, ...cases, ...scenarios];
  if (told.length > 0) return doubtAbout('looks-like-forecast', told);
  const named = !roleAt(columns, 'order') && saysIn(fileName, 'forecast') && !saysIn(fileName, 'launch');
  const others = saying(headings, 'forecast').length;
  if (counted.length === 0 && !(named && others + Number(!roleAt(columns, 'customer', 'status')) > 0)) return null;
  return { code: 'looks-like-forecast', columns: counted.length > 0 ? namesOf(counted) : [fileName], indices: [] };
}

const scenario =
  /^(?:scenario|szenario|sc[eé]nario|escenario|cen[aá]rio|scenariusz|сценарий|情景|场景|シナリオ|시나리오)$/i;
/** `Nr oferty`, `N° d'offre`: of a quote where lines of several products share it, of a listing where they don't. */
const offerNumber =
  /^(?:n[°ºro.]{1,2}|num\p{L}*)\s?(?:d['’e]\s?|de\s)?(?:ofert[ay]|offres?|offert[ae]|presupuesto|orçamento)$/iu;
/** Words for a budget that are for a quote as well. */
const quoteNumber =
  /^(?:n[°º.]|núm\p{L}*\.?|numero)\s*(?:de\s|do\s)?(?:presupuesto|orçamento)|^(?:orçamento|presupuesto)(?:\s?n[°º.])?$/iu;
/** `N° devis`, `N. preventivo` */
const numbered = /^n(?:[°º.]|r\.?|um|o\.?)(?![a-z])|[\s_](?:n[°º.]|nr\.?|no\.?|č\.|číslo)$|#$/i;

/** Those who bought and those who sold, where a table names both. */
const buyer =
  /买家|購入者|구매자|buyer|acheteur|comprador|acquirente|(?<!ver)käufer|покупател|покупець|kupuj|nabywc|alıcı/i;
const seller = /卖家|出品者|판매자|seller|vendeur|vendedor|venditore|verkäufer|продав|prodáv|prodejc|sprzedaw|satıcı/i;
/** What a heading may say that names one of them: a seller's note, discount or SKU does not. */
const ofParties: readonly HeadingMeaning[] = ['name', 'id', 'person', 'customer', 'supplier', 'store'];
const leastSellers = 3;

/** Sellers, where one and the same buyer, whose file it is, bought from many. */
function sellersToOne(headings: readonly Heading[], { profiles }: TableEvidence): readonly Heading[] {
  const parties = headings.filter(({ means }) => [...means].every((each) => ofParties.includes(each)));
  const distinct = ({ column }: Heading): number => profiles[column.index].distinct;
  const buyers = parties.filter(({ column: { name } }) => buyer.test(name) && !seller.test(name));
  const sellers = parties.filter(({ column: { name } }) => seller.test(name) && !buyer.test(name));
  return buyers.length > 0 && buyers.every((each) => distinct(each) === 1)
    ? sellers.filter((each) => distinct(each) >= leastSellers)
    : [];
}

/** What most documents are, where suppliers wrote them. */
const bills = /^bill$|purchase|nf[\s_]entrada|einkauf|achat|compra|acquisto|采购|仕入/i;

/** A document of goods that came in. */
const received = /^(?:nf|nota)[\s_](?:de[\s_])?entrada|wareneingang|bon de r[eé]ception|goods receipt|przyj[eę]cie/i;

/** What a till writes on each line. */
const atTill =
  /^(?:ticket|kassenbon|scontrino|чек|小票号?|レシート番号?)(?!\p{L})|^caisse(?!s)|caissi|cashier|kassier|cassier|cajer|кассир|收银|レジ/iu;

/** Suppliers, purchase prices, receipts of goods; nobody who bought, or the same one from many. */
export function purchases(
  headings: readonly Heading[],
  { columns, table, fileName, titles }: Looked,
): FoundDoubt | null {
  const sellers = sellersToOne(headings, table);
  if (sellers.length > 0) return doubtAbout('looks-like-purchases', sellers);
  const { profiles } = table;
  const order = roleAt(columns, 'order');
  // An order may say once for all of its lines who it is from.
  const orders = order ? profiles[order.index].filled : Number.POSITIVE_INFINITY;
  const filled = headings.filter(({ column }) => {
    const profile = profiles[column.index];
    return profile.filled * 2 >= Math.min(profile.sampled, orders);
  });
  const suppliers = saying(filled, 'supplier');
  // The day of a purchase is the customer's as well, and `PO` in an address a box.
  const bought = saying(filled, 'purchasing').filter(
    ({ means }) =>
      !(['date', 'time', 'place'] as const).some((each) => means.has(each)) &&
      !(means.has('status') && roleAt(columns, 'order', 'customer')),
  );
  const isBill = ({ name, index }: ColumnReport): boolean =>
    documentType.test(name) && bills.test(usualOf(profiles[index]));
  const billed = filled.filter(({ column }) => isBill(column));
  const costly = saying(headings, 'cost').filter(({ column }) => ['revenue', 'price'].includes(column.role));
  const sold =
    saying(headings, 'sold', 'refund', 'cart', 'revenue').length > 0 ||
    (/\b(sold|sales)\b|verkauf|vendu|vendid|vendut|продан|销售|売上|판매/i.test(titles) &&
      saysIn(titles, 'quantity')) ||
    headings.some(({ column: { name } }) => atTill.test(name));
  const buyers = filled.filter(({ column, means }) => column.role === 'customer' || means.has('customer'));
  const isSupplier = ({ column: { index } }: Heading): boolean =>
    mostRows(table, index, (text) => saysIn(text, 'supplier'));
  const customer = buyers.some((each) => !isSupplier(each));
  const weight =
    (suppliers.length > 0 || buyers.some(isSupplier) ? 1 : 0) +
    (filled.some(({ column: { name } }) => received.test(name)) ? 1 : 0) +
    (bought.length > 0 ? 1.2 : 0) +
    (bought.length > 2 ? 0.5 : 0) +
    (billed.length > 0 ? 1.2 : 0) +
    (filled.some(({ column: { name } }) => /^purchase[\s_-]?orders?/i.test(name)) ? 0.5 : 0) +
    (costly.length > 0 ? 0.6 : 0) +
    // Nothing but what it cost to buy.
    (costly.some(({ column: { name } }) => bills.test(name)) ? 0.6 : 0) +
    (roleAt(columns, 'cost') && !roleAt(columns, 'price') ? 0.4 : 0) +
    (order && !roleAt(columns, 'status') ? 0.3 : 0) +
    (roleAt(columns, 'units', 'product') ? 0 : 0.3) +
    (/purchase[\s._-]?orders?/i.test(fileName) ? 1.2 : 0) +
    (saysIn(fileName, 'purchasing') || saysIn(fileName, 'supplier') ? 1 : 0) +
    (order && mostRows(table, order.index, (text) => /^PO[\s_-]?\d/i.test(text)) ? 0.6 : 0) -
    (sold ? 1 : 0) -
    (customer ? 2.5 : 0);
  if (weight < 1.2) return null;
  const found = namesOf([...suppliers, ...billed, ...bought, ...costly]).slice(0, 4);
  return { code: 'looks-like-purchases', columns: found.length > 0 ? found : [fileName], indices: [] };
}

function mostRows(table: TableEvidence, column: number, holds: (text: string) => boolean): boolean {
  return table.rows.filter((_, row) => holds(table.text(row, column))).length > table.rows.length * 0.9;
}

const ofTasks =
  /assign(?:ee|ed)|reporter|requester|priorit|ticket[\s_-]?(?:id|no|number)|issue[\s_-]?(?:key|type|id|no)|^subject$|resol(?:ved|ution)|solved|story[\s_-]?points|sprint|bearbeiter|zugewiesen|优先级|担当者|優先度|담당자|우선순위|исполнител|приоритет/i;
const leastWords = 3;

/** Who works at what, and how urgent it is: a list of tasks or of what customers ask. */
export function tasks(headings: readonly Heading[], { columns }: Looked): FoundDoubt | null {
  if (roleAt(columns, 'units') && roleAt(columns, 'price', 'revenue')) return null;
  const found = headings.filter(({ column: { name } }) => ofTasks.test(name));
  const words = new Set(found.map(({ column: { name } }) => ofTasks.exec(name)?.[0].toLowerCase()));
  return words.size < leastWords ? null : doubtAbout('kind-unsure', found);
}

/** Making, and not who makes or where. */
const making =
  /production|productie|zlecenie[\s_]produkc|manufactur(?!er)|work[\s_-]?order|fertigung|produktion|fabrica[cç]|produc[cç]i[oóã]n|produzione|wytw[aoó]rz|produkcj|výroba|производств|виробництв|üretim|生产(?!商|厂|日期|地)|工单|製造(?!元|国|者|日)|생산(?!자|지|국)|제조(?!사|국|일)|sản xuất|produksi/i;

/** What was made, and what it cost: nobody paid anything for it. */
export function production(
  headings: readonly Heading[],
  { columns, table, fileName, titles }: Looked,
): FoundDoubt | null {
  const found = headings.filter(({ column: { name } }) => making.test(name));
  const isNamed = [fileName, titles].some((text) => making.test(text));
  const customer = roleAt(columns, 'customer');
  const isSold =
    roleAt(columns, 'revenue', 'price', 'order') ||
    (customer && table.profiles[customer.index].filled > 0) ||
    saying(headings, 'sold').length > 0;
  const isPlanned = saying(headings, 'forecast').length > 0;
  if (isSold || found.length + Number(isNamed) + Number(isPlanned) < 2 || found.length + Number(isNamed) === 0)
    return null;
  return { code: 'kind-unsure', columns: found.length > 0 ? namesOf(found) : [fileName], indices: [] };
}

/** A balance that goes up and down from row to row by the amounts beside it: a statement of account. */
export function account(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const [units, price, amount] = [roleAt(columns, 'units'), roleAt(columns, 'price'), roleAt(columns, 'revenue')];
  // Lines of an account are not so many pieces at a price.
  if (units && price && amount && table.product(units.index, price.index, amount.index) === 'exact') return null;
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

/** More columns of numbers than that are no statement's and no ledger's. */
const mostNumeric = 16;

/** Columns of numbers, to be compared with each other; none where there are too many. */
function measuresOf(columns: readonly ColumnReport[], { profiles, rows }: TableEvidence): readonly ColumnReport[] {
  const numeric = columns.filter(({ index }) => profiles[index].numberShare > 0.9 && profiles[index].distinct > 3);
  return rows.length < 12 || numeric.length > mostNumeric ? [] : numeric;
}

/** Whether the amount is what is left of another one after the fees beside it, or the other way round, without pieces. */
function isLessCharges(charges: readonly Heading[], { columns, table }: Looked): boolean {
  const amount = roleAt(columns, 'revenue') ?? roleAt(columns, 'price');
  if (!amount || roleAt(columns, 'units')) return false;
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
  const found = saying(headings, 'fee', 'pay', 'bank');
  const hasBalance = saying(headings, 'bank').some(({ column }) => table.profiles[column.index].numberShare > 0.8);
  const named = roleAt(columns, 'name');
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

/** Rows by member of staff, and nothing that says product, order or customer: wages and commissions. */
export function wages(headings: readonly Heading[]): FoundDoubt | null {
  const staff = saying(headings, 'person');
  const isTrade = saying(headings, 'product', 'code', 'order', 'document', 'customer').some(
    (each) => !staff.includes(each),
  );
  return isTrade ? null : doubtAbout('looks-like-payments', staff);
}

/** `ab Menge`, `From quantity`: from so many pieces on a price holds. */
const scaleWord = /^(ab|from|min|à partir|a partir|desde|起|满)(?![a-z])/i;

/** Pieces that are those of a package, and names of lists of prices. */
const packWord =
  /\bconf(?![a-z])|confezion|pack|\bvpe\b|verpackung|gebinde|karton|carton|colis|conditionnement|\bcaja|envase|embala|verpakking|doos|opakow|balen[ií]|förpackning|forpakning|emballage|упаков|пакован|ambalaj|koli|kemasan|装箱|包装|入数|ケース|포장|박스/i;
const priceList =
  /listino|preisliste|price[\s_-]*list|pricelist|tarifario|lista[\s_-]*(de|dei|di)?[\s_-]*pre[czç]|liste[\s_-]*(de|des)?[\s_-]*prix|cennik|cen[ií]k|prislist|prijslijst|прайс|fiyat[\s_-]*listesi|árlista|daftar[\s_-]*harga|bảng[\s_-]*giá|价格表|价目表|価格表|가격표/i;

/** Prices with days and nothing that was sold: without pieces, or with the days and quantities from which they hold, or one row a product with the pieces of its package. */
export function prices(headings: readonly Heading[], { columns, table, fileName, titles }: Looked): FoundDoubt | null {
  const price = roleAt(columns, 'price');
  const product = roleAt(columns, 'product', 'name');
  const isList = product !== undefined && table.isUnique(product.index);
  const holding = headings.filter(
    ({ column, means }) =>
      (means.has('validity') && ['date', 'datetime'].includes(column.role)) ||
      (column.role === 'units' &&
        (scaleWord.test(column.name) || (isList && packWord.test(column.name) && !means.has('sold')))) ||
      (column === price && isList && (priceList.test(fileName) || priceList.test(titles))),
  );
  if (price && holding.length > 0 && !roleAt(columns, 'order', 'customer', 'status'))
    return doubtAbout('looks-like-prices', holding);
  if (
    !price ||
    price.evidence.from === 'chosen' ||
    price.evidence.from === 'content' ||
    roleAt(columns, 'units', 'revenue', 'order', 'customer', 'status')
  )
    return null;
  return { code: 'looks-like-prices', columns: [price.name], indices: [] };
}

/** A list of prices by its name, with nothing of a candidate but the least that can be ordered. */
export function pricesToOrder(_headings: readonly Heading[], { columns, fileName, titles }: Looked): FoundDoubt | null {
  const price = roleAt(columns, 'price');
  const isNamed = [fileName, titles, ...columns.map(({ name }) => name)].some((text) => priceList.test(text));
  const isPlanned = columns.some(({ role }) => roleOf(role)?.isDate || role === 'must' || role === 'wave');
  return price && isNamed && !isPlanned ? { code: 'looks-like-prices', columns: [price.name], indices: [] } : null;
}

const question = /^¿|^(\S+\s+){3}.*[?؟]$|^\p{Script=Han}{6,}[?？]$/u;

/** Headings that are questions: answers to a survey. */
export function survey(headings: readonly Heading[], { columns }: Looked): FoundDoubt | null {
  const asked = headings.filter(({ column: { name } }) => question.test(name.trim()));
  return asked.length < 2 || roleAt(columns, 'order') ? null : doubtAbout('looks-like-survey', asked);
}

/** Rows that hold for some time each, from a day to another or without an end: of an offer or a code, not of a sale. */
export function spans(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const from = headings.find(
    ({ column: { role }, means }) => ['date', 'datetime'].includes(role) && means.has('start'),
  );
  const to = headings.find(({ column, means }) => means.has('end') && table.profiles[column.index].dateShare > 0.8);
  if (!from || !to || from === to || roleAt(columns, 'order', 'customer')) return null;
  const [starts, ends] = [table.dates(from.column.index), table.dates(to.column.index)];
  // Periods of a report are all as long, but for the days of their months.
  const lengths = new Set(starts.map((start, row) => Math.round((ends[row] - start) / 86_400)));
  const areMany = lengths.size > 4 || (lengths.size > 1 && ends.some(Number.isNaN));
  return areMany ? doubtAbout('kind-unsure', [from, to]) : null;
}

const ofMove: readonly string[] = ['units', 'revenue', 'order', 'date', 'datetime'];

/** Goods that came in and went out: kinds of movements, or counts of both signs without money. */
export function movements(headings: readonly Heading[], looked: Looked): FoundDoubt | null {
  const { columns, table, fileName } = looked;
  const units = roleAt(columns, 'units');
  const moved = saying(headings, 'movement');
  const profileOf = (index: number) => table.profiles[index];
  const kinds = movementKinds(headings, looked);
  if (kinds.length > 0) return doubtAbout('looks-like-movements', kinds);
  // What is counted, its day or its number is that of a movement, or the file and a heading say so.
  const isNamed = saysIn(fileName, 'movement') && moved.length > 0 && !roleAt(columns, 'customer');
  if (moved.filter(({ column: { role } }) => ofMove.includes(role)).length + (isNamed ? 2 : 0) >= 2)
    return doubtAbout('looks-like-movements', moved);
  const places = betweenPlaces(headings, table);
  // The origin of goods and the country that they go to are told of orders, too; a store or warehouse on both sides is not.
  const isMove = places.every(({ means }) => means.has('store') || means.has('movement'));
  const isPriced = roleAt(columns, 'revenue', 'price');
  const isOrdered = roleAt(columns, 'order') && !areBare(places);
  if (places.length > 0 && !roleAt(columns, 'customer') && (isMove || !(isPriced || isOrdered)))
    return doubtAbout('looks-like-movements', places);
  const received = headings.filter(
    ({ means }) =>
      means.has('quantity') && (means.has('purchasing') || (means.has('due') && !roleAt(columns, 'order'))),
  );
  const product = roleAt(columns, 'product', 'name');
  // What is sold in one week, or its price, stands as that of the last week beside the next one.
  const numeric = measuresOf(columns, table).filter(
    ({ role }) => role === '' || role === 'stock' || role === 'attribute',
  );
  const carried =
    product && (received.length > 0 || !headings.some(({ column, means }) => column === units && means.has('sold')))
      ? numeric.find(({ index }) => numeric.some((end) => table.isCarriedOver(end.index, index, product.index)))
      : undefined;
  if (carried) return { code: 'looks-like-movements', columns: [carried.name], indices: [] };
  if (!units) return null;
  const { filled, negativeShare } = profileOf(units.index);
  const bothWays = filled >= 20 && negativeShare > 0.15 && negativeShare < 0.85;
  if (roleAt(columns, 'customer', 'price') && !(bothWays && moved.length > 0)) return null;
  if (moved.length > 0 && !roleAt(columns, 'order')) return doubtAbout('looks-like-movements', moved);
  if (roleAt(columns, 'revenue')) return null;
  const found = [...saying(headings, 'movement'), ...received];
  if (found.length === 0 && !bothWays && !saysIn(fileName, 'movement')) return null;
  return { code: 'looks-like-movements', columns: found.length > 0 ? namesOf(found) : [units.name], indices: [] };
}

const outOf =
  /^(?:(?:from|van|z|source|origin|von|herkunft|de|depuis|origine|desde|origen|da|из|откуда)(?!\p{Ll})|调出|转出|移出|源|来源|出庫元|移動元)|отправител\p{L}*$/u;
const into =
  /^(?:(?:to|naar|do|dest|target|nach|ziel|vers|destination|hacia|destino|para|в|куда)(?!\p{Ll})|调入|转入|移入|目标|目的|移動先|入庫先)|получател\p{L}*$/u;

/** `From store`, `FROM STORE` and `fromStore` begin with the same word. */
const beginning = (name: string): string =>
  name === name.toUpperCase() ? name.toLowerCase() : name.charAt(0).toLowerCase() + name.slice(1);

/** Whether `From` and `To` have nothing behind them, or a store: they are of goods, whatever places there are. */
function areBare([from, to]: readonly Heading[]): boolean {
  const isBare = ({ column: { name }, means }: Heading, word: RegExp): boolean =>
    means.has('store') || word.exec(beginning(name))?.[0] === beginning(name.trim());
  return from !== undefined && isBare(from, outOf) && isBare(to, into);
}

/** Where goods came from and where they went, some places being both, or told by these words alone. */
function betweenPlaces(headings: readonly Heading[], table: TableEvidence): readonly Heading[] {
  const texts = headings.filter(({ column: { index } }) => {
    const { numberShare, dateShare, filled, sampled } = table.profiles[index];
    return numberShare + dateShare < 0.2 && filled >= sampled * 0.8;
  });
  const placesOf = ({ column }: Heading): string[] => table.rows.map((_, row) => table.text(row, column.index));
  const areShared = (from: readonly string[], to: readonly string[]): boolean => {
    const [sources, targets] = [new Set(from), new Set(to)];
    const told = from.flatMap((place, row) => (/[\p{L}\d]{2}/u.test(place + to[row]) ? [row] : []));
    return told.filter((row) => targets.has(from[row]) || sources.has(to[row])).length >= told.length * 0.5;
  };
  for (const from of texts.filter(({ column }) => outOf.test(beginning(column.name))))
    for (const to of texts.filter(({ column }) => column !== from.column && into.test(beginning(column.name))))
      if (areBare([from, to]) || areShared(placesOf(from), placesOf(to))) return [from, to];
  return [];
}

const recurring =
  /next[\s_-]?(?:charge|billing|payment|renewal|order|delivery|shipment)|renewal[\s_-]?date|(?:billing|order|charge|delivery)[\s_-]?(?:interval|cycle|frequency)|subscription[\s_-]?(?:id|no|number)|prochaine[\s_]+(?:facturation|livraison|échéance)|nächste[\s_]+(?:abrechnung|lieferung|zahlung)|pr[óo]xim[ao][\s_]+(?:cobro|cobrança|env[ií]o|pago)|次回(?:請求|配送|お届け|決済)|下次(?:扣款|发货|续费)/i;

/** Contracts by which something is sold again and again: when next, and how often, but none of what was sold. */
export function contracts(headings: readonly Heading[], { columns }: Looked): FoundDoubt | null {
  const found = headings.filter(({ column: { name } }) => recurring.test(name));
  return found.length < 2 || roleAt(columns, 'order') ? null : doubtAbout('looks-like-forecast', found);
}

/** Points of a club of customers, which are neither pieces nor views. */
export function points(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const found = saying(headings, 'points').filter(({ column }) => table.profiles[column.index].numberShare > 0.8);
  if (found.length === 0 || roleAt(columns, 'views', 'session', 'dwell', 'revenue', 'price')) return null;
  const counted = roleAt(columns, 'units');
  if (counted && !found.some(({ column }) => column === counted)) return null;
  return doubtAbout('kind-unsure', found);
}
