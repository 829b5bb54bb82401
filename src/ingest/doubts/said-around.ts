import { denied } from '#ingest/cleaning/order-state.ts';
import { roleAt, roleOf } from '#ingest/roles/column-roles.ts';
import { actual } from '#ingest/understanding/find-periods.ts';
import { saysAny, saysProductId } from '#ingest/understanding/meaning-score.ts';
import { isUnsoldPart, type NotSold, notSold, speaksOfSales } from '#ingest/understanding/not-sold.ts';
import { comesOrGoes, isDayOfSome } from '#ingest/understanding/weigh-days.ts';
import {
  areActual,
  type Doubt,
  doubtAbout,
  type FoundDoubt,
  type Heading,
  type Looked,
  saying,
  saysIn,
  withoutEnding,
} from './look.ts';

const saidOf: Readonly<Record<NotSold, Doubt>> = {
  purchases: 'looks-like-purchases',
  movements: 'looks-like-movements',
  returns: 'looks-like-returns',
  forecast: 'looks-like-forecast',
  rates: 'kind-unsure',
  others: 'kind-unsure',
  stock: 'kind-unsure',
  money: 'kind-unsure',
  unsold: 'kind-unsure',
};

/** Pieces alone of which a title, the file's name, or what stands over or beside them says that they were not sold. */
export function saidAround(headings: readonly Heading[], looked: Looked): FoundDoubt | null {
  const { columns, table, fileName, titles, over, isWide } = looked;
  const rates = columns.find(
    ({ role, name }) => ['units', 'revenue', 'price'].includes(role) && isRate.test(name) && !saysAny(name, ['price']),
  );
  const unsold = columns.filter(
    ({ role, name }) => (role === 'units' || role === 'revenue') && isUnsoldPart(name, role),
  );
  if (unsold.length > 0) return { code: 'kind-unsure', columns: unsold.map(({ name }) => name), indices: [] };
  if (rates) return { code: 'kind-unsure', columns: [rates.name], indices: [] };
  if (saying(headings, 'sold', 'revenue', 'order', 'customer', 'pay').length > 0) return null;
  const units = roleAt(columns, 'units');
  const beside = columns.filter(
    ({ role, index }) =>
      isWide && !roleOf(role) && table.profiles[index].distinct <= 2 && table.profiles[index].numberShare < 0.1,
  );
  const texts = [
    withoutEnding(fileName),
    titles,
    ...over,
    ...(units && !isWide ? [units.name] : []),
    ...beside.flatMap(({ index }) => [...new Set(table.rows.map((_, row) => table.text(row, index)))]),
  ];
  const planned = [...over, ...(isWide ? [titles] : [])].find(
    (text) =>
      saysIn(text, 'forecast') &&
      (['sold', 'quantity', 'revenue'] as const).some((each) => saysIn(text, each)) &&
      !text.split(/[^\p{L}]+/u).some((word) => actual.test(word)),
  );
  if (planned) return { code: 'looks-like-forecast', columns: [planned], indices: [] };
  const said = texts.find((text) => notSold(text));
  // A title says more than a file's name that speaks of orders alone: those of `pedidos.csv` may be purchases.
  const isOfOrders = (text: string): boolean =>
    said !== undefined &&
    text === withoutEnding(fileName) &&
    !(['sold', 'revenue', 'quantity'] as const).some((each) => saysIn(text, each));
  if (texts.some((text) => text !== units?.name && speaksOfSales(text) && !isOfOrders(text))) return null;
  const what = said && notSold(said);
  if (!what || (what === 'forecast' && areActual(columns))) return null;
  // Views and shares have no prices, and stock may be told with its value.
  const isPriced = !isWide && roleAt(columns, 'price', 'revenue') !== undefined;
  const isOther = what === 'rates' || what === 'others' || (what === 'stock' && roleAt(columns, 'price'));
  return isPriced && isOther ? null : { code: saidOf[what], columns: [said], indices: [] };
}

/** Averages, shares of a store or a day, and indices, of what was sold. */
const isRate =
  /(?<!\p{L})Ø(?!\p{L})|(?<!\p{L})(?:per|je|pro|par|por|al)[\s_](?:m²|m2|sqm|qm|square|day|tag|jour|d[ií]a|giorno|stores?|filiale|magasin)|\/(?:store|filiale|day|tag)|(?<!\p{L})[sś]r\.|(?:sales|absatz|umsatz)[\s_-]?index|(?<!\p{L})(?:rank|ranking|bsr|rang|rangliste)(?!\p{L})|verkaufsrang|排名|順位|순위|坪效|日均|店均|平均|日平均/iu;

/** Those who sell besides, and the share of all of them that is one's own. */
const rival =
  /competitor|(?:weighted|numeric)[\s_]distribution|distribution[\s_](?:weighted|numeric)|wettbewerber|konkurren|concurren|competidor|конкурент|竞店|竞品|竞对|競合|경쟁|market[\s_]share|marktanteil|part[\s_]de[\s_]march[eé]|cuota[\s_]de[\s_]mercado|quota[\s_]di[\s_]mercato|доля[\s_]рынка|市场份额|市占|^pdm(?!\p{L})|市場シェア|점유율/iu;

/** Makers and channels by which a table is of all that was sold. */
const besides =
  /competitor|wettbewerb|concurrent|competidor|concorrent|конкурент|竞品|競合|경쟁|own brand|eigenmarke|total market|gesamtmarkt|marché total|mercado total|整体市场|市場全体/i;

/** What a market bought: of the same products by several makers, or beside those who sell besides. */
export function market(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  // What others ask for it, beside what was sold of it, says nothing of whose sales these are.
  const sells = headings.some(({ column: { role }, means }) => role === 'units' && means.has('sold'));
  const rivals = headings.filter(
    ({ column: { name, role }, means }) => rival.test(name) && !(sells && role === '' && means.has('price')),
  );
  if (rivals.length > 0) return doubtAbout('kind-unsure', rivals);
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name');
  if (!product || roleAt(columns, 'order', 'customer')) return null;
  const shares = saying(headings, 'share').filter(
    ({ column: { index }, means }) => !means.has('tax') && table.profiles[index].numberShare > 0.8,
  );
  const named = [
    ...saying(headings, 'brand', 'store'),
    ...headings.filter(({ column: { name } }) => /retailer|enseigne|händler/i.test(name)),
  ].filter(({ column: { index } }) => table.rows.some((_, row) => besides.test(table.text(row, index))));
  if (named.length > 0) return doubtAbout('kind-unsure', named);
  const makers = saying(headings, 'brand').filter(
    ({ column: { index } }) => index !== product.index && table.dependence(product.index, index) < 0.8,
  );
  return shares.length > 0 && makers.length > 0 ? doubtAbout('kind-unsure', [...makers, ...shares]) : null;
}

/** Documents that are none of a sale, by what a list of them is called. */
const otherLists: readonly (readonly [Doubt, RegExp])[] = [
  [
    'looks-like-returns',
    /credit[\s_-]?(?:note|memo)|gutschrift|(?<!\p{L})avoirs?(?!\p{L})|not[ae]s?[\s_](?:de|di)[\s_]cr[eé]dito|faktur\p{L}*[\s_]koryg|dobropis|kreditnot|贷项|红字|赤伝|storno|annulations?|取消订单|キャンセル/iu,
  ],
  [
    'looks-like-purchases',
    /(?:purchase|supplier|vendor)[\s_-]?(?:invoice|bill)s?|eingangsrechnung|factures?[\s_](?:d.achat|fournisseur)|facturas?[\s_](?:de[\s_]compra|recibidas)|fatture[\s_](?:passive|ricevute|d.acquisto)|faktury[\s_](?:zakup|koszt)|进项|采购发票|仕入/iu,
  ],
  [
    'looks-like-movements',
    /samples?[\s_-](?:out|sent|shipments?)|muster(?:versand|sendung)|[eé]chantillons|(?<!\p{L})(?:muestras|amostras|campioni)(?!\p{L})|样品|寄样|サンプル(?:出荷|送付)|샘플/iu,
  ],
  ['looks-like-forecast', /pro[\s_-]?forma/iu],
];
/** Columns that only another list has: of exchanges, of a card or a wallet, of shares, of a stocktake. */
const otherColumns: readonly (readonly [Doubt, RegExp])[] = [
  ['looks-like-returns', /^(?:换货|換貨|交換)商品/u],
  ['looks-like-payments', /가맹점|^收\/?支$|^交易对方$|利用店名|ご利用先|^(?:ticker|isin|wkn|cusip)$/iu],
  [
    'looks-like-movements',
    /^(?:counter|counted[\s_]by|gezählt von|compt[eé] par|盘点人)$|^scan(?:ned)?[\s_](?:time|at|date)$/iu,
  ],
];
/** A longer text above a table tells of more than what is in it. */
const longestTitle = 80;

/** Lines that could be those of orders in a list that is called one of returns, offers, cancellations, purchases or samples. */
export function calledOtherwise(
  headings: readonly Heading[],
  { columns, table, fileName, titles }: Looked,
): FoundDoubt | null {
  for (const [code, words] of otherColumns) {
    const found = headings.filter(({ column: { name } }) => words.test(name.trim()));
    if (found.length > 0) return doubtAbout(code, found);
  }
  // Of returns are not those orders of which most say that they did not come back.
  const standsMostly = columns.some(
    ({ role, index }) =>
      (role === 'status' || role === 'refund') &&
      table.rows.filter((_, row) => denied.test(table.text(row, index))).length * 2 > table.rows.length,
  );
  for (const text of [withoutEnding(fileName), titles]) {
    const says = (...meanings: Parameters<typeof saysIn>[1][]): boolean => meanings.some((each) => saysIn(text, each));
    if (text.length > longestTitle || says('sold', 'revenue', 'net', 'excluding')) continue;
    const isOfReturns = !standsMostly && (says('cancel') || (says('refund') && !says('order')));
    const code =
      otherLists.find(([, words]) => words.test(text))?.[0] ??
      (says('quote') ? 'looks-like-forecast' : isOfReturns ? 'looks-like-returns' : null);
    if (code) return { code, columns: [text.trim()], indices: [] };
  }
  return null;
}

/** On which goods expire, are to arrive or were counted. */
const ofGoods = new RegExp(
  `${comesOrGoes.source}|inventur|inventaire|inventari|teldatum|zähldatum|棚卸|盘点|count(?:ed)?[\\s_-](?:date|on)|stichtag|snapshot|(?:stock|inventory)[\\s_-]date|дата[\\s_]остатк|bestandsdatum|fecha[\\s_]de[\\s_](?:inventario|existencias)|date[\\s_](?:de[\\s_]stock|d.inventaire)|data[\\s_](?:giacenz|inventario)|库存日期|在庫日|재고일`,
  'iu',
);

/** A day in each row that is none of a sale: of what expires or was counted, or of a list with a row a product the last one on which some of it was sold, or the first on which it was offered. */
export function dayOfOther(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const date = roleAt(columns, 'date', 'datetime');
  const product = roleAt(columns, 'product', 'item') ?? roleAt(columns, 'name');
  if (!date || !product || roleAt(columns, 'order', 'customer')) return null;
  const found = headings.filter(({ column }) => column === date);
  const isListed =
    table.rows.length >= leastListed &&
    (table.isUnique(product.index) ||
      headings.some(({ column: { name, index } }) => saysProductId(name) && table.isUnique(index)));
  const isOfList = (name: string, means: Heading['means']): boolean =>
    isDayOfSome(name) || means.has('start') || means.has('update') || ofListing.test(name);
  // One and the same day in all rows of each product, of several: what happened on others is told by their number.
  const [rows, { distinct }] = [table.rows.length, table.profiles[product.index]];
  const isKept = distinct > 2 && distinct * leastOfOne <= rows && table.profiles[date.index].distinct > 2;
  if (isKept && table.dependence(product.index, date.index) === 1) return doubtAbout('kind-unsure', found);
  return doubtAbout(
    'kind-unsure',
    found.filter(({ column: { name }, means }) => ofGoods.test(name) || (isListed && isOfList(name, means))),
  );
}

/** On which a page or a table was read. */
const pageRead = /scrap(?:e|ing)|crawl|fetched|retriev|extracted|抓取|采集|爬取|监测/iu;

/** Pieces on days on which a page was read: what had been sold by then, or in the weeks before. */
export function pagesRead(_headings: readonly Heading[], { columns }: Looked): FoundDoubt | null {
  const [date, units] = [roleAt(columns, 'date', 'datetime'), roleAt(columns, 'units')];
  const isRead = date !== undefined && pageRead.test(date.name);
  return isRead && units ? { code: 'kind-unsure', columns: [units.name], indices: [] } : null;
}

/** On which a list was written, or a product came into it. */
const ofListing = new RegExp(
  `${pageRead.source}|as[\\s_-]of|export|first[\\s_-]available|上架|(?<!\\p{L})(?:date[\\s_-]?)?added|last[\\s_-]counted|inventar|截止|导出|基準日|출력`,
  'iu',
);

/** Rows of a product that hardly stand under one day by chance. */
const leastOfOne = 4;

/** Products in a list of which each has one row. */
const leastListed = 8;
