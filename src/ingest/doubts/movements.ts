import { roleAt } from '#ingest/roles/column-roles.ts';
import { saysAny } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { movementKinds } from './kinds-of-lines.ts';
import {
  doubtAbout,
  type FoundDoubt,
  type Heading,
  type Looked,
  measuresOf,
  namesOf,
  ofMove,
  saying,
  saysIn,
} from './look.ts';

/** Goods that came in and went out: kinds of movements, or counts of both signs without money. */
export function movements(headings: readonly Heading[], looked: Looked): FoundDoubt | null {
  const { columns, table, fileName } = looked;
  const units = roleAt(columns, 'units');
  const moved = saying(headings, 'movement');
  const profileOf = (index: number) => table.profiles[index];
  const kinds = movementKinds(headings, looked);
  if (kinds.length > 0) return doubtAbout('looks-like-movements', kinds);
  const directions = headings.filter(({ column: { index, role, name } }) => {
    const { distinct, numberShare } = table.profiles[index];
    const areKinds = ['', 'status', 'category', 'event'].includes(role) && distinct > 1 && distinct <= 6;
    if (!areKinds || numberShare > 0 || saysAny(name, ['pay'])) return false;
    const texts = [...new Set(table.rows.map((_, row) => table.text(row, index)))];
    return texts.some((text) => comingIn.test(text)) && texts.some((text) => goingOut.test(text));
  });
  const several = headings.filter(({ column: { index } }) => {
    const { distinct, numberShare } = table.profiles[index];
    if (!units || distinct < 3 || distinct > 12 || numberShare > 0 || table.profiles[units.index].negativeShare < 0.15)
      return false;
    const texts = [...new Set(table.rows.map((_, row) => table.text(row, index)))];
    return texts.filter((text) => ofStock.test(text) || saysAny(text, ['movement', 'purchasing', 'stock'])).length > 1;
  });
  if (several.length > 0 && !roleAt(columns, 'price')) return doubtAbout('looks-like-movements', several);
  if (directions.length > 0) return doubtAbout('looks-like-movements', directions);
  // What is counted, its day or its number is that of a movement, or the file and a heading say so.
  const isNamed = saysIn(fileName, 'movement') && moved.length > 0 && !roleAt(columns, 'customer');
  if (moved.filter(({ column: { role } }) => ofMove.includes(role)).length + (isNamed ? 2 : 0) >= 2)
    return doubtAbout('looks-like-movements', moved);
  const places = betweenPlaces(headings, table);
  // The origin of goods and the country that they go to are told of orders, too; a store or warehouse on both sides is not.
  const isMove = places.every(({ means }) => means.has('store') || means.has('movement'));
  const isPriced = roleAt(columns, 'revenue', 'price');
  const isOrdered = roleAt(columns, 'order') && !areBare(places);
  const areSure = isMove || (areBare(places) && !roleAt(columns, 'order'));
  if (places.length > 0 && !roleAt(columns, 'customer') && (areSure || !(isPriced || isOrdered)))
    return doubtAbout('looks-like-movements', places);
  const received = headings.filter(
    ({ means }) =>
      means.has('quantity') && (means.has('purchasing') || (means.has('due') && !roleAt(columns, 'order'))),
  );
  const product = roleAt(columns, 'product', 'name');
  // What is sold in one week, or its price, stands as that of the last week beside the next one.
  const numeric = measuresOf(columns, table).filter(
    ({ role, name }) =>
      (role === '' && !saysAny(name, ['pay', 'sold', 'revenue'])) || role === 'stock' || role === 'attribute',
  );
  const carried =
    product && (received.length > 0 || !headings.some(({ column, means }) => column === units && means.has('sold')))
      ? numeric.find(({ index }) => numeric.some((end) => table.isCarriedOver(end.index, index, product.index)))
      : undefined;
  if (carried) return { code: 'looks-like-movements', columns: [carried.name], indices: [] };
  if (!units) return null;
  const { filled, negativeShare } = profileOf(units.index);
  const bothWays = filled >= 20 && negativeShare > 0.15 && negativeShare < 0.85;
  // Several kinds of movements in both directions are a ledger's, whatever else it tells of them.
  const ofKinds = moved.filter(
    ({ column: { index } }) => profileOf(index).distinct > 2 && profileOf(index).distinct <= 12,
  );
  if (bothWays && ofKinds.length > 0) return doubtAbout('looks-like-movements', ofKinds);
  if (roleAt(columns, 'customer', 'price') && !(bothWays && moved.length > 0)) return null;
  if (moved.length > 0 && !roleAt(columns, 'order')) return doubtAbout('looks-like-movements', moved);
  if (roleAt(columns, 'revenue')) return null;
  const found = [...saying(headings, 'movement'), ...received];
  if (found.length === 0 && !bothWays && !saysIn(fileName, 'movement')) return null;
  return { code: 'looks-like-movements', columns: found.length > 0 ? namesOf(found) : [units.name], indices: [] };
}

/** What movements of a stock are called. */
const ofStock =
  /umlagerung|verschrottung|kostenstelle|wareneingang|warenausgang|inventur|scrap|trfr|transfer|goods[\s_](?:receipt|issue)|mise au rebut|merma|rottam|złomowan|списани|перемещени|调拨|盘[盈亏点]|报废/i;

const comingIn =
  /^(?:in|credit|inbound|zugang|eingang|entr[eé]es?|entradas?|entrat[ae]|приход|поступление|вход|прихід|입고|入库|入荷|入庫|giriş|alış|przyj[eę]cie|příjem|príjem|buy|mua|nhập|收入)$/iu;
/** What goes out of a stock or an account, as cells and headings say it. */
export const goingOut =
  /^(?:outs?|debit|outbound|abg[aä]nge?|ausgang|sorties?|sa[ií]das?|salidas?|uscit[ae]|расход|выбытие|выход|видаток|출고|出库数?量?|出荷|出庫数?|çıkış|satış|wydani[ea]|výdej|výdaj|sell|bán|xuất|支出)$/iu;

const outOf =
  /^(?:(?:from|sending|van|z|source|origin|dépôt[\s_]départ|loja[\s_]origem|çıkış|von|herkunft|de|depuis|origine|desde|origen|da|från|fra|iz|dari|из|откуда)(?!\p{Ll})|调出|转出|移出|源|来源|出庫元|移動元)|отправител\p{L}*$/u;
const into =
  /^(?:(?:to|receiving|naar|do|dest|target|dépôt[\s_]arrivée|loja[\s_]destino|giriş|nach|ziel|vers|destination|hacia|destino|para|till|til|ke|в|куда)(?!\p{Ll})|调入|转入|移入|目标|目的|移動先|入庫先)|получател\p{L}*$/u;

/** `From store`, `FROM STORE` and `fromStore` begin with the same word. */
const beginning = (name: string): string =>
  name === name.toUpperCase() ? name.toLowerCase() : name.charAt(0).toLowerCase() + name.slice(1);

/** Whether `From` and `To` have nothing behind them, or a store: they are of goods, whatever places there are. */
function areBare([from, to]: readonly Heading[]): boolean {
  const isBare = ({ column: { name }, means }: Heading, word: RegExp): boolean =>
    means.has('store') ||
    /(?:location|dep[oô]t|dépôt|deposu|lager|倉庫|仓库)/iu.test(name) ||
    word.exec(beginning(name))?.[0] === beginning(name.trim());
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

const mostReasons = 8;
/** Why goods were lost or given away, as cells say it. */
const lost =
  /^(?:theft|dmg|damaged?|exp(?:ired)?|broken|lost|shrink(?:age)?|spoil\p{L}*|waste|bruch|verderb|schwund|diebstahl|abgelaufen|casse|vol|p[eé]rim[eé]|perte|rotura|robo|caducado|merma|quebra|roubo|vencido|rottura|scaduto|furto|бой|брак|срок|порча|недостача|кража|списание|stłuczka|przeterminowane|uszkodzone|报损|破损|过期|盘亏|丢失|样品(?:出库)?|赠品(?:出库)?|报损出库|破損|廃棄|紛失|파손|폐기|분실)$/iu;
/** Of what kind a delivery or a movement is. */
const movedType = /(?:出库|入库|移库|业务)(?:类型|类别|原因|方式)$/;
/** Those who got something and paid nothing. */
const receivers =
  /^(?:used for|causale|使用部署|사용부서|赠送对象|贈呈先|obdarowany|press contact|recipient|empf[aä]nger|b[eé]n[eé]ficiaire|destinatari[oao]|получатель|受赠\p{L}*|领用人)$/iu;
/** Those who may have got something, and may as well have sold it: an amount that was paid says which. */
const inHouse =
  /^(?:job|baustelle|occasion|anlass|employee|service|dept\.?|departments?|abteilung|d[eé]partement|departamento|reparto|отдел|部门|領用部門)$/iu;
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
    !(means.has('reason') || takers.test(name) || movedType.test(name));
  // The number of each row is that of a claim, a repair or a removal.
  const numbers = headings.filter(
    ({ column: { role, name }, means }) =>
      (role === 'order' || (role === '' && (means.has('id') || /n[ro]\.?$|#$/i.test(name)))) && takers.test(name),
  );
  const removed = headings.filter(({ column: { name } }) => /removal|dispos(?:ed|ition)/i.test(name));
  if (removed.length > 1) return doubtAbout('looks-like-movements', removed);
  if (numbers.length > 0) return doubtAbout('looks-like-movements', numbers);
  const traded = roleAt(columns, 'order', 'customer');
  const losses = headings.filter(({ column: { index, role } }) => {
    const texts = table.rows.map((_, row) => table.text(row, index));
    return (
      ['', 'status', 'category', 'product'].includes(role) &&
      texts.filter((text) => lost.test(text)).length * 2 > texts.length
    );
  });
  if (losses.length > 0 && !traded) return doubtAbout('looks-like-movements', losses);
  if (roleAt(columns, 'status') || headings.some(isTrade)) return null;
  const isTaken = ({ column: { name, index } }: Heading): boolean =>
    takers.test(name) && !traded && table.profiles[index].numberShare < 0.5;
  const taken = headings.filter((each) => isTaken(each) || (purposes.test(each.column.name.trim()) && areFew(each)));
  if (taken.length > 0) return doubtAbout('looks-like-movements', taken);
  if (traded) return null;
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name');
  const isPaid = columns.some(
    ({ role, name }) =>
      (role === 'revenue' || role === 'price') && saysAny(name, ['total', 'price', 'revenue', 'sold', 'pay']),
  );
  // The department of a till goes with what it sells.
  const receiving = headings.filter(
    ({ column: { name, index, role } }) =>
      ['', 'category'].includes(role) &&
      (receivers.test(name.trim()) || (!isPaid && inHouse.test(name.trim()))) &&
      product !== undefined &&
      table.dependence(product.index, index) < 0.8,
  );
  if (receiving.length > 0) return doubtAbout('looks-like-movements', receiving);
  const reasons = headings.filter((each) => each.means.has('reason') && areFew(each));
  if (reasons.length > 0) return doubtAbout('looks-like-movements', reasons);
  if (roleAt(columns, 'price', 'revenue')) return null;
  const delivered = headings.filter(({ column: { name }, means }) => means.has('ship') || delivery.test(name));
  const isStore = ({ column: { index }, means }: Heading): boolean =>
    means.has('store') ||
    table.rows.filter((_, row) => saysIn(table.text(row, index), 'store')).length * 2 > table.rows.length;
  const stores = headings.filter((each) => table.profiles[each.column.index].distinct > 1 && isStore(each));
  return delivered.length > 1 && stores.length > 0
    ? doubtAbout('looks-like-movements', [...delivered, ...stores])
    : null;
}

const delivery = /^(?:bl|ddt|wz)$|納品|发货单|配送单|поставк/i;
