import { roleAt, roleOf } from '#ingest/roles/column-roles.ts';
import { actual } from '#ingest/understanding/find-periods.ts';
import { type NotSold, notSold, speaksOfSales } from '#ingest/understanding/not-sold.ts';
import { isDayOfSome } from '#ingest/understanding/weigh-days.ts';
import {
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
  if (!what) return null;
  // Views and shares have no prices, and stock may be told with its value.
  const isPriced = !isWide && roleAt(columns, 'price', 'revenue') !== undefined;
  const isOther = what === 'rates' || what === 'others' || (what === 'stock' && roleAt(columns, 'price'));
  return isPriced && isOther ? null : { code: saidOf[what], columns: [said], indices: [] };
}

/** On which goods expire, were counted or are to arrive. */
const ofGoods =
  /best[\s_-]before|use[\s_-]by|(?<!\p{L})(?:mhd|dlc|thm|tht)(?!\p{L})|expir|verfall|haltbar|scadenz|caducid|validade|ważn|годн|賞味|消費期限|有效期|保质期|유통기한|inventur|inventaire|inventari|teldatum|zähldatum|棚卸|盘点|count(?:ed)?[\s_-](?:date|on)|到港|到货|入荷/iu;

/** A day in each row that is none of a sale: of what expires or was counted, or of a list with a row a product the last one on which some of it was sold, or the first on which it was offered. */
export function dayOfOther(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const date = roleAt(columns, 'date', 'datetime');
  const product = roleAt(columns, 'product', 'item') ?? roleAt(columns, 'name');
  if (!date || !product || roleAt(columns, 'order', 'customer')) return null;
  const found = headings.filter(({ column }) => column === date);
  const isListed = table.rows.length >= leastListed && table.isUnique(product.index);
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

/** On which a list was written, or a product came into it. */
const ofListing =
  /stichtag|as[\s_-]of|export|snapshot|(?<!\p{L})(?:date[\s_-]?)?added|last[\s_-]counted|inventar|截止|导出|基準日|출력/iu;

/** Rows of a product that hardly stand under one day by chance. */
const leastOfOne = 4;

/** Products in a list of which each has one row. */
const leastListed = 8;
const mostReasons = 8;
const purposes =
  /^(?:purpose|use|internal use|verwendung(?:szweck)?|zweck|usage|motif|uso|finalidad|finalidade|doel|cel|用途|目的)$/i;

/** Who got goods for nothing, or used them, and what was wrong with them. */
const takers =
  /influencer|consignee|creator|blogger|charit|donat|beneficiar|cost[\s_-]?cent(?:er|re)|kostenstelle|centre de co[uû]ts?|centro de (?:costos?|costes?|custos?)|centro di costo|(?<!\p{L})claim|reparatur|(?<!\p{L})repair|removal|reklamation|defect|sinistre|成本中心|领用|达人寄样|瑕疵|(?:sent|given)[\s_-]to|verschickt[\s_]an|envoy[eé][\s_][aà]|enviado[\s_]a|寄给/iu;

/** Goods that left otherwise: a reason, a purpose or somebody who got them for nothing in each row, or a delivery to a store, and nobody who ordered or paid. */
export function goneOtherwise(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const areFew = ({ column: { index, role, name } }: Heading): boolean => {
    const { distinct, filled, sampled, numberShare } = table.profiles[index];
    const least = /^reason$|^grund$|^原因$/i.test(name) ? 1 : 2;
    return role === '' && distinct >= least && distinct <= mostReasons && filled >= sampled * 0.9 && numberShare === 0;
  };
  const isTrade = ({ column: { name }, means }: Heading): boolean =>
    (['sold', 'order', 'pay', 'discount'] as const).some((each) => means.has(each)) &&
    !(means.has('reason') || takers.test(name));
  // The number of each row is that of a claim, a repair or a removal.
  const numbers = headings.filter(
    ({ column: { role, name }, means }) =>
      (role === 'order' || (role === '' && (means.has('id') || /n[ro]\.?$|#$/i.test(name)))) && takers.test(name),
  );
  const removed = headings.filter(({ column: { name } }) => /removal|dispos(?:ed|ition)/i.test(name));
  if (removed.length > 1) return doubtAbout('looks-like-movements', removed);
  if (numbers.length > 0) return doubtAbout('looks-like-movements', numbers);
  if (roleAt(columns, 'status') || headings.some(isTrade)) return null;
  const traded = roleAt(columns, 'order', 'customer');
  const isTaken = ({ column: { name } }: Heading): boolean => takers.test(name) && !traded;
  const taken = headings.filter((each) => isTaken(each) || (purposes.test(each.column.name.trim()) && areFew(each)));
  if (taken.length > 0) return doubtAbout('looks-like-movements', taken);
  if (traded) return null;
  const reasons = headings.filter((each) => each.means.has('reason') && areFew(each));
  if (reasons.length > 0) return doubtAbout('looks-like-movements', reasons);
  if (roleAt(columns, 'price', 'revenue')) return null;
  const delivered = headings.filter(({ column: { name }, means }) => means.has('ship') || delivery.test(name));
  const stores = saying(headings, 'store').filter(({ column }) => table.profiles[column.index].distinct > 1);
  return delivered.length > 1 && stores.length > 0
    ? doubtAbout('looks-like-movements', [...delivered, ...stores])
    : null;
}

const delivery = /^(?:bl|ddt|wz)$|納品|发货单|配送单/i;
