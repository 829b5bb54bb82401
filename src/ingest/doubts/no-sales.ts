import { documentType, judgeUnder } from '#ingest/cleaning/order-state.ts';
import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt, roleOf } from '#ingest/roles/column-roles.ts';
import { actual } from '#ingest/understanding/find-periods.ts';
import type { HeadingMeaning } from '#ingest/understanding/heading-words.ts';
import { ofYearBefore } from '#ingest/understanding/headings.ts';
import { meaningsOf, saysOnly } from '#ingest/understanding/meaning-score.ts';
import { usualOf } from '#ingest/understanding/profile-column.ts';
import { saysNew } from '#ingest/understanding/recognise-table.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import {
  areActual,
  doubtAbout,
  type FoundDoubt,
  type Heading,
  type Looked,
  namesOf,
  ofMove,
  saying,
  saysIn,
} from './look.ts';

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
    (each) => /cli(?:ck|c|que)s?|kli(?:k|ck)|клик|点击|クリック|클릭/i.test(each.column.name) && isCount(each),
  );
  const costs = headings.filter(
    (each) =>
      isCount(each) &&
      /^(?:ad[\s_-]?)?(?:cost|spend|kosten|koszty?|kostnad|náklady|maliyet|harcama|co[uû]ts?|custos?|costos?|gasto|spesa|расход\p{L}*|花费|消耗|広告費)s?\s*(?:$|[(（€$£/]|usd|eur)/iu.test(
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
  // What was sold stands apart from what came of ads, which nobody tells by how often they were shown.
  const ownSales = roleAt(columns, 'units') && roleAt(columns, 'revenue');
  const isApart = saying(headings, 'advert').some(({ means }) => means.has('sold') || means.has('revenue'));
  if (ownSales && isApart && shown.length === 0 && roleAt(columns, 'visitors', 'views', 'stock')) return null;
  // A marketplace's offers are advertisements too (anúncio, annonce): something was shown, or two columns say what it cost.
  const counted = paid.filter(isCount);
  if (shown.length + paid.length < 3 || (shown.length === 0 && counted.length < 2) || paid.length === 0) return null;
  return doubtAbout('looks-like-advertising', [...shown, ...paid]);
}

const notTakenOff =
  /(?:[未不](?:剔除|扣除?|包?含|减去?|计)[^\s；;，,]{0,2}|(?:excl\w*|without|before|ohne|hors|sin|sem)\.?\s)(?:退款|退货|returns?|refunds?|retouren)|(?:退款|退货|returns?|returned|refund(?:s|ed)?|retour\p{L}*|devol\p{L}*|devuelt\p{L}*|resi|zwrot\p{L}*|возврат\p{L}*)[\s\p{L}]{0,12}?(?:\s(?:fora|exclu\p{L}*|esclus\p{L}*|ausgenommen|abgezogen)|除外|已剔除|已扣除)/giu;

/** Why something came back, or somebody complained; of an order, of a discount or of a cancellation it is another reason. */
const reasons =
  /^(?:(?:return|refund|rma|claim|dispute|chargeback)[\s_-])?reasons?(?:[\s_-]code)?$|^(?:(?:retouren?|r[uü]ckgabe|reklamations)-?)?grund$|^motifs?(?: (?:du? )?retour)?$|^motivo(?: (?:de (?:la )?devoluci[oó]n|da devolu[cç][aã]o|del reso))?$|^(?:retour)?reden$|^pow[oó]d(?: zwrotu)?$|^причина(?: возврата)?$|^(?:iade )?nedeni?$|^(?:반품\s?)?사유$|^(?:退货|售后|退款|返品)?(?:原因|理由)$|^(?:issue|problem|complaint|reklamation)s?$/iu;
const instead = /replacement[\s_-]?(?:order|no|id|item)|换货商品|ersatz(?:auftrag|bestell)|换货单/i;
const resolved =
  /^(?:refund(?:ed)?|exchange[d]?|store credit|replacement|repair(?:ed)?|erstattung|umtausch|gutschrift|退款|换货|仅退款|退货退款|维修)$/i;
const mostReasons = 12;

/** The number of each row is that of a return, or a line above the table says so of all. */
export function returns(headings: readonly Heading[], { columns, table, titles }: Looked): FoundDoubt | null {
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
      table.profiles[column.index].filled >= table.profiles[column.index].sampled * 0.9 &&
      // `Return No Sale`: yes or no.
      table.profiles[column.index].flagShare < 0.9 &&
      // Of counts (`refund_num`) most are none.
      table.rows.filter((_, row) => table.text(row, column.index) === '0').length * 5 < table.rows.length,
  );
  const told = headings.filter(({ column: { name, index, role } }) => {
    const { distinct, numberShare, dateShare } = table.profiles[index];
    if (!mostRows(table, index, (text) => text !== '') || dateShare > 0) return false;
    // A document of what came back in each row.
    const isOfDocument = saysOnly(name, 'refund') && ['', 'order'].includes(role) && distinct * 2 > table.rows.length;
    if (isOfDocument && mostRows(table, index, (text) => /^(?=.*\d)[\p{L}\d/_-]{3,}$/u.test(text))) return true;
    if (/item$/i.test(name) && instead.test(name)) return true;
    if (instead.test(name)) return numberShare > 0.5 || mostRows(table, index, (text) => /\d/.test(text));
    const isOpen = ['', 'status', 'category', 'refund'].includes(role) && numberShare === 0 && distinct <= mostReasons;
    return (
      isOpen &&
      roleAt(columns, 'order') !== undefined &&
      (reasons.test(name.trim()) || mostRows(table, index, (text) => resolved.test(text)))
    );
  });
  return doubtAbout('looks-like-returns', [...found, ...told]);
}

/** What was made together, and expires on one day. */
const lot =
  /^(?:批号|批次|ロット|로트|партия|серия|(?:lot|batch|lote|lotto|charge)(?:[\s_-]?(?:no|nr|num|number|id|code|n°|#)\.?)?)$/iu;

/** How likely it is that somebody buys. */
const likelihood =
  /probab|likelihood|wahrsch(?![a-zäöü]*preis)|вероятн|ймовірн|prawdopodob|pravd[eě]podob|olasılı|概率|赢率|确度|確度|확률/i;

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
  const isGuess = ({ column: { name } }: Heading): boolean =>
    /(?<!\p{L})(?:est(?:\.|imated)|expected|assumed|potential|open[\s_-]to[\s_-]buy|erwartet\p{L}*|esperad\p{L}*|previst\p{L}*|attes[eio]|oczekiwan\p{L}*|očekávan\p{L}*|beklenen|forventet|förväntad\p{L}*|várható|ожидаем\p{L}*)(?!\p{L})|预期|予想|想定|추정|예상|备货/iu.test(
      name.replace(/expected[\s_-](?:cost|price)/i, ''),
    );
  const counted = headings
    .filter((each) => each.means.has('forecast') || isGuess(each))
    .filter(
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
  // The number of a listing is that of one product.
  const isOfSeveral = ({ role, index }: ColumnReport): boolean =>
    dated !== undefined &&
    product !== undefined &&
    ['', 'order', 'product'].includes(role) &&
    (table.numbersOrders(index, dated.index, product.index) ||
      (roleAt(columns, 'customer') !== undefined &&
        saying(headings, 'order').length === 0 &&
        index !== product.index &&
        table.dependence(index, product.index) < 0.8));
  const offers = saying(headings, 'quote').filter(
    ({ column, means }) =>
      (table.profiles[column.index].dateShare > 0.8 &&
        !(['ship', 'due', 'freight'] as const).some((each) => means.has(each))) ||
      (['pay', 'cart', 'status'] as const).some((each) => means.has(each)) ||
      (areCarts && table.profiles[column.index].numberShare === 0) ||
      likelihood.test(column.name) ||
      // Beside the number of an order it is that of the offer in a marketplace's list.
      ((means.has('id') || means.has('document') || column.role === 'order' || numbered.test(column.name)) &&
        (column.role === 'order' || !roleAt(columns, 'order'))),
  );
  // Goods of a lot expire, each lot in its own time; an offer holds for as many days as the next.
  const isSpread = (index: number): boolean => {
    const days = dated
      ? table.dates(dated.index).map((each, row) => Math.round((table.dates(index)[row] - each) / 86_400))
      : [];
    return new Set(days).size * 3 > days.length;
  };
  const isOfLots = headings.some(({ column: { name } }) => lot.test(name));
  // What is offered to somebody until a day, or at a price that is wished for.
  const open = headings.filter(
    ({ column: { index, name }, means }) =>
      (roleAt(columns, 'customer') !== undefined &&
        saying(headings, 'order').length === 0 &&
        table.profiles[index].dateShare > 0.8 &&
        means.has('validity') &&
        !means.has('launch') &&
        !(isOfLots && isSpread(index))) ||
      asked.test(name) ||
      // Some shops call the day of an order so.
      (added.test(name) && !roleAt(columns, 'order', 'status')),
  );
  // Cases beside each other, of which none came to pass.
  const cases = headings.filter(
    ({ column: { index, name } }) => scenario.test(name) && table.profiles[index].distinct > 1,
  );
  // What came beside what was planned, or the year before, in rows of their own.
  const scenarios = headings.filter(({ column: { index, role, name } }) => {
    if (table.profiles[index].distinct > 8 || role === 'product' || role === 'name') return false;
    const texts = [...new Set(table.rows.map((_, row) => table.text(row, index)))];
    const isOther = (text: string): boolean =>
      ofYearBefore.test(text) ||
      meaningsOf(text).has('forecast') ||
      /^(?:bud|bdg|fc|pl|estimates?|hochrechnung|estimad[oa]|estim[ée]|stima|best|worst|likely|sell[\s-]?in|ordered)$/i.test(
        text,
      );
    if (texts.some((text) => actual.test(text)) && texts.some(isOther)) return true;
    // Every product has a row of each on every day: the same told in several ways.
    const keys = new Map<string, Set<string>>();
    if (!product || !dated || texts.length < 2 || texts.length > 3 || !ofCases.test(name.trim())) return false;
    if (texts.some((text) => byWay.test(text) || saysIn(text, 'store'))) return false;
    for (const row of table.rows.keys()) {
      const key = `${table.text(row, product.index)}\n${table.text(row, dated.index)}`;
      keys.set(key, (keys.get(key) ?? new Set()).add(table.text(row, index)));
    }
    const whole = [...keys.values()].filter(({ size }) => size === texts.length).length;
    return whole > keys.size * 0.9 && keys.size * texts.length >= table.rows.length;
  });
  // Quotes below invoices that nothing leaves out.
  const mixed = headings.filter(({ column: { index, name, role } }) => {
    const { distinct, numberShare } = table.profiles[index];
    if (distinct < 2 || distinct > 8 || numberShare > 0 || role === 'product' || role === 'name') return false;
    const judge = judgeUnder(name, usualOf(table.profiles[index]));
    const texts = table.rows.map((_, row) => table.text(row, index));
    const offered = texts.filter((text) => meaningsOf(text).has('quote') && !(role === 'status' && judge(text)));
    return offered.length * 10 >= texts.length && texts.some((text) => meaningsOf(text).has('document'));
  });
  const numbers = headings.filter(({ column }) => offerNumber.test(column.name) && isOfSeveral(column));
  const budgets = headings.filter(
    ({ column: { name, index } }) =>
      quoteNumber.test(name) && !table.profiles[index].dateShare && roleAt(columns, 'customer'),
  );
  const told = [...offers, ...open, ...mixed, ...numbers, ...budgets, ...cases, ...scenarios];
  if (told.length > 0) return doubtAbout('looks-like-forecast', told);
  // Of a plan beside what came to pass the columns tell which is which.
  const isOther = areActual(columns) || roleAt(columns, 'order') !== undefined || saysIn(fileName, 'launch');
  const named = saysIn(fileName, 'forecast') && !isOther;
  const others = saying(headings, 'forecast').length;
  if (counted.length === 0 && !(named && others + Number(!roleAt(columns, 'customer', 'status')) > 0)) return null;
  return { code: 'looks-like-forecast', columns: counted.length > 0 ? namesOf(counted) : [fileName], indices: [] };
}

/** Ways of sale: what was sold in one was not in another. */
const byWay =
  /online|offline|(?<!\p{L})(?:web|retail|wholesale|b2b|b2c|store|shop|app|pos|new|used|gift)(?!\p{L})|线上|线下|门店|オンライン|店舗|온라인|매장/iu;

/** Headings under which the same may be told in several ways. */
const ofCases =
  /^(?:type|art|tipo|typ|version|basis|case|period|zeitraum|jahr|data[\s_]type|figure|stand|series|flow|measure|kind|metric|wertart|nature|期间|类型|数据类型|区分|구분)$/i;

/** On which something came to a list of wishes. */
const added = /^date[\s_]added$|^hinzugefügt$/i;

/** What somebody asks for, bids or wishes, and has not bought. */
const asked =
  /target[\s_]price|zielpreis|目标价|目標価格|(?<!\p{L})bids?(?!\p{L})|(?<!\p{L})award(?!\p{L})|询盘|anfrage|bid[\s_]price|(?:qty|quantity)[\s_]wanted|收藏(?:时间|日期)|checkout[\s_]started/iu;

const scenario =
  /^(?:scenario|szenario|sc[eé]nario|escenario|cen[aá]rio|scenariusz|сценарий|情景|场景|シナリオ|시나리오)$/i;
/** `Nr oferty`, `N° d'offre`: of a quote where lines of several products share it, of a listing where they don't. */
const offerNumber =
  /^(?:n[°ºro.]{1,2}|num\p{L}*)\s?(?:d['’e]\s?|de\s)?(?:ofert[ay]|offres?|offert[ae]|presupuesto|orçamento)$|^číslo nab[ií]dky$|tarjous|προσφορ|(?<!\p{L})nab[ií]dk/iu;
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

/** What cells say of documents by which something was bought. */
const incoming =
  /^(?:поступлени|приходн|wareneingang|goods receipt|purchase (?:invoice|order)|einkaufsrechnung|eingangsrechnung|facture d.achat|采购入库|采购单|进货|入库单|przyj[eę]ci|příjemka)|\bon (?:expenses|purchases)\b/iu;

const buyingPrice =
  /закуп|закупівл|zakupu|nákupní|nákupná|alış|custo unit|compra|achat|acquisto|einkauf|buying|仕入|原価|进价|采购价/iu;

/** A document of goods that came in. */
const received = /^(?:nf|nota)[\s_](?:de[\s_])?entrada|wareneingang|bon de r[eé]ception|goods receipt|przyj[eę]cie/i;

/** What a till writes on each line. */
export const atTill =
  /^(?:till|tender|tendered|tender[\s_]type|register|ticket|kassenbon|scontrino|чек|小票号?|レシート番号?)(?!\p{L})|^caisse(?!s)|caissi|cashier|kassier|cassier|cajer|кассир|收银|レジ/iu;

/** Suppliers, purchase prices, receipts of goods; nobody who bought, or the same one from many. */
export function purchases(
  headings: readonly Heading[],
  { columns, table, fileName, titles }: Looked,
): FoundDoubt | null {
  const sellers = sellersToOne(headings, table);
  if (sellers.length > 0) return doubtAbout('looks-like-purchases', sellers);
  const arrived = headings.filter(({ column: { index } }) => mostRows(table, index, (text) => incoming.test(text)));
  if (arrived.length > 0) return doubtAbout('looks-like-purchases', arrived);
  // What was paid is what the pieces cost to buy.
  const [pieces, paid] = [roleAt(columns, 'units'), roleAt(columns, 'revenue')];
  const atCost = headings.filter(
    ({ column: { index, name, role }, means }) =>
      pieces !== undefined &&
      index !== pieces.index &&
      ((means.has('cost') && !roleAt(columns, 'order', 'customer', 'status')) || buyingPrice.test(name)) &&
      (role === 'price' ||
        (paid !== undefined && index !== paid.index && table.product(pieces.index, index, paid.index) === 'exact')),
  );
  if (
    atCost.length > 0 &&
    !columns.some(
      ({ role, name }) =>
        role === 'price' &&
        !meaningsOf(name).has('cost') &&
        !buyingPrice.test(name) &&
        !meaningsOf(name).has('purchasing'),
    )
  )
    return doubtAbout('looks-like-purchases', atCost);
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
    ({ column, means }) =>
      !(['date', 'time', 'place'] as const).some((each) => means.has(each)) &&
      !(means.has('status') && roleAt(columns, 'order', 'customer')) &&
      // The number by which some customers ordered.
      !(
        means.has('id') &&
        order &&
        column !== order &&
        profiles[column.index].filled < profiles[column.index].sampled * 0.9
      ),
  );
  const isBill = ({ name, index }: ColumnReport): boolean =>
    documentType.test(name) && bills.test(usualOf(profiles[index]));
  const billed = filled.filter(({ column }) => isBill(column));
  const costly = saying(headings, 'cost').filter(({ column }) => ['revenue', 'price'].includes(column.role));
  const sold =
    saying(headings, 'sold', 'refund', 'cart', 'revenue').length > 0 ||
    (saysIn(fileName, 'sold') && !saysIn(fileName, 'purchasing')) ||
    (/\b(sold|sales)\b|verkauf|vendu|vendid|vendut|продан|销售|売上|판매/i.test(titles) &&
      saysIn(titles, 'quantity')) ||
    headings.some(({ column: { name } }) => atTill.test(name));
  const buyers = filled.filter(({ column, means }) => column.role === 'customer' || means.has('customer'));
  const isSupplier = ({ column: { index } }: Heading): boolean =>
    mostRows(table, index, (text) => saysIn(text, 'supplier'));
  // Beside several suppliers fewer buyers are those who work for the shop.
  const mostSuppliers = Math.max(0, ...suppliers.map(({ column }) => profiles[column.index].distinct));
  const isOfShop = ({ column: { name, index } }: Heading): boolean =>
    /buyer|einkäufer|acheteur|comprador|buyer|采购员|バイヤー/i.test(name) && profiles[index].distinct < mostSuppliers;
  const customer = buyers.some((each) => !isSupplier(each) && !isOfShop(each));
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name');
  // Whoever sells has a product from one of them, whoever buys may choose.
  const areSeveral = suppliers.some(
    ({ column: { index } }) => product && index !== product.index && table.dependence(product.index, index) < 0.9,
  );
  // A product's own supplier beside numbers of orders says who makes it.
  const areMakers =
    order &&
    suppliers.length > 0 &&
    suppliers.every(
      ({ column: { index } }) =>
        product && profiles[index].distinct > 2 && table.dependence(product.index, index) > 0.98,
    );
  const weight =
    (areSeveral ? 0.5 : 0) -
    (areMakers && bought.length === 0 ? 0.5 : 0) +
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
    // What pieces cost, and nothing of what was paid for them.
    (roleAt(columns, 'cost') && !roleAt(columns, 'price', 'revenue', 'order', 'status') ? 0.8 : 0) +
    (order && !roleAt(columns, 'status') ? 0.3 : 0) +
    (roleAt(columns, 'units', 'product') ? 0 : 0.3) +
    (/purchase[\s._-]?orders?/i.test(fileName) ? 1.2 : 0) +
    (saysIn(fileName, 'purchasing') || saysIn(fileName, 'supplier') ? 1 : 0) +
    (order && mostRows(table, order.index, (text) => /^PO[\s_-]?\d/i.test(text)) ? 0.6 : 0) -
    (sold || saying(headings, 'profit').length > 0 ? 1 : 0) -
    (order && earns(columns, table) ? 1.5 : 0) -
    (customer ? 2.5 : 0);
  if (weight < 1.2) return null;
  const found = namesOf([...suppliers, ...billed, ...bought, ...costly]).slice(0, 4);
  return { code: 'looks-like-purchases', columns: found.length > 0 ? found : [fileName], indices: [] };
}

/** Whether a price stands beside what it cost, and is more in nearly all rows. */
function earns(columns: readonly ColumnReport[], table: TableEvidence): boolean {
  const [price, cost] = [roleAt(columns, 'price'), roleAt(columns, 'cost')];
  // What a maker recommends stands in orders to suppliers, too.
  if (!price || !cost || price === cost || meaningsOf(price.name).has('list')) return false;
  const [prices, costs] = [table.numbers(price.index), table.numbers(cost.index)];
  const told = [...prices.keys()].filter((row) => prices[row] > 0 && costs[row] > 0);
  return told.length > 0 && told.filter((row) => prices[row] > costs[row]).length >= told.length * 0.9;
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
  /production|productie|ordine prod|(?<!\p{L})wyproduk|(?<!\p{L})made(?![\p{L}]|[\s_]in)|zlecenie[\s_]produkc|manufactur(?!er)|work[\s_-]?order|fertigung|produktion|fabrica[cç]|produc[cç]i[oóã]n|produzione|prodott[ae](?!\p{L})|produzid[ao]|wytw[aoó]rz|produkcj|výroba|производств|виробництв|üretim|生产(?!商|厂|日期|地)|工单|製造(?!元|国|者|日)|생산(?!자|지|국)|제조(?!사|국|일)|sản xuất|produksi/iu;

/** What was made, and what it cost: nobody paid anything for it. */
export function production(
  headings: readonly Heading[],
  { columns, table, fileName, titles }: Looked,
): FoundDoubt | null {
  const found = headings.filter(({ column: { name } }) => making.test(name));
  const isNamed = [fileName, titles].some((text) => making.test(text));
  const [customer, ordered] = [roleAt(columns, 'customer'), roleAt(columns, 'order')];
  const isSold =
    roleAt(columns, 'revenue', 'price') ||
    (ordered && !making.test(ordered.name)) ||
    (customer && table.profiles[customer.index].filled > 0) ||
    saying(headings, 'sold').length > 0;
  const isPlanned = saying(headings, 'forecast').length > 0;
  if (isSold || found.length + Number(isNamed) + Number(isPlanned) < 2 || found.length + Number(isNamed) === 0)
    return null;
  return { code: 'kind-unsure', columns: found.length > 0 ? namesOf(found) : [fileName], indices: [] };
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

/** A list of prices by its name, or by what can be ordered at the least and how long that takes, with nothing else of a candidate. */
export function pricesToOrder(_headings: readonly Heading[], { columns, fileName, titles }: Looked): FoundDoubt | null {
  const price = roleAt(columns, 'price');
  const isNamed = [fileName, titles, ...columns.map(({ name }) => name)].some((text) => priceList.test(text));
  const isPlanned = columns.some(({ role }) => roleOf(role)?.isDate || role === 'must' || role === 'wave');
  const isOfSupplier =
    !saysNew.test(fileName) && roleAt(columns, 'minimum-order', 'lead-time') && !roleAt(columns, 'cost');
  return price && (isNamed || isOfSupplier) && !isPlanned
    ? { code: 'looks-like-prices', columns: [price.name], indices: [] }
    : null;
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

const recurring =
  /next[\s_-]?(?:charge|billing|payment|renewal|order|delivery|shipment)|renewal[\s_-]?date|(?:billing|order|charge|delivery)[\s_-]?(?:interval|cycle|frequency)|subscription[\s_-]?(?:id|no|number)|prochaine[\s_]+(?:facturation|livraison|échéance)|nächste[\s_]+(?:abrechnung|lieferung|zahlung)|pr[óo]xim[ao][\s_]+(?:cobro|cobrança|env[ií]o|pago)|次回(?:請求|配送|お届け|決済)|下次(?:扣款|发货|续费|配送)|prossim[ao][\s_]+(?:addebito|consegna|spedizione)|volgende[\s_]+(?:levering|betaling)|^(?:frequency|fréquence|frecuencia|frequenza|配送周期|お届け周期)$/i;

/** What was lent or let for some days. */
const rented =
  /rental[\s_](?:start|end|days?|price|rate)|(?<!\p{L})(?:loaned|borrower|borrowed)|mietbeginn|mietende|dagprijs|за сутки|tarifa d[ií]a|uthyrd|riconsegna|mietpreis|mietdauer|tagespreis|entliehen|ausgeliehen|location[\s_]du|date[\s_]de[\s_]location|alquiler|noleggio|huurprijs|huurder|verhuur|прокат|аренд|uthyrning|hyrestid|wypożycz|貸出|返却|レンタル|租赁|租金|归还|대여|반납/iu;

/** Contracts by which something is sold again and again: when next, and how often, but none of what was sold. */
export function contracts(headings: readonly Heading[], { columns }: Looked): FoundDoubt | null {
  const found = headings.filter(({ column: { name } }) => recurring.test(name));
  const lent = headings.filter(({ column: { name } }) => rented.test(name));
  if (lent.length > 0) return doubtAbout('kind-unsure', lent);
  return found.length === 0 || roleAt(columns, 'order') ? null : doubtAbout('looks-like-forecast', found);
}

/** Points of a club of customers, which are neither pieces nor views. */
export function points(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const found = saying(headings, 'points').filter(({ column }) => table.profiles[column.index].numberShare > 0.8);
  if (found.length === 0 || roleAt(columns, 'views', 'session', 'dwell', 'revenue', 'price')) return null;
  return doubtAbout('kind-unsure', found);
}
