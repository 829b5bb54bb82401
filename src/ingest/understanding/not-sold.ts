import { type HeadingMeaning, headingWords } from '#ingest/understanding/heading-words.ts';

/** What figures may count that is no sale. */
export type NotSold =
  | 'purchases'
  | 'movements'
  | 'returns'
  | 'forecast'
  | 'rates'
  | 'others'
  | 'stock'
  | 'money'
  | 'unsold';

const ofMeaning: readonly (readonly [NotSold, readonly HeadingMeaning[]])[] = [
  ['forecast', ['forecast']],
  ['purchases', ['purchasing']],
  ['movements', ['movement']],
  ['returns', ['refund']],
  ['others', ['view', 'visitor', 'exposure', 'cart']],
];

/** Words that are none of a heading: they stand in titles, in names of files and over or beside figures. */
const ofWords: readonly (readonly [NotSold, RegExp])[] = [
  [
    'purchases',
    /goods[\s_-]received|purchas|réceptions?(?!\p{L})|entrate[\s_]merce|entradas[\s_]de[\s_](?:almac|mercad)|goederenontvangst|przyj[eę]cia|inkoop|inkopen|zakupy|fournisseur|fornitor|proveedor|fornecedor|lieferanten|leverancier|dostawc|поставщик|поступлени|入荷|受入|在途|到货|입고/iu,
  ],
  [
    'movements',
    /write[\s_-]?offs?|(?:qty|quantity|units)[\s_]lost|(?<!\p{L})fire(?= miktar)|(?<!\p{L})waste(?!\p{L})|abschrift|schwund|(?<!\p{L})bruch(?!\p{L})|pertes|rotture|scarti(?!\p{L})|derving|afschrijv|(?<!\p{L})straty|odpisy|perdas|quebras|списани|不良|损耗|ロス数|폐기|(?<!\p{L})production|produktion|producci[oó]n|produ[cç][aã]o|produzione|productie|produkcj|производств|生産|生产|생산|filialbeliefer|deliver(?:y|ies)[\s_]to[\s_](?:own[\s_])?(?:stores?|shops?)|livraisons?[\s_]aux[\s_]magasins|consegne[\s_]ai[\s_]negozi|leveringen[\s_]aan[\s_]winkels|dostawy[\s_]do[\s_]sklep|env[ií]os[\s_]a[\s_]tiendas|entregas[\s_][aà]s[\s_]lojas|店舗納品|配货|调拨|consign(?:ment|ed)|(?:qty|quantity|units)[\s_]placed|dep[oó]sito[\s_]en[\s_]tienda/iu,
  ],
  ['returns', /(?<!\p{L})resi(?!\p{L})/iu],
  [
    'others',
    /ページビュー|paginaweergaven|ods[lł]on|wish[\s_-]?list|merkzettel|souhaits|desider|favori|verlanglijst|ulubion|preferiti|お気に入り|心愿|收藏|訪問|(?:注文|受注)件数|订单数|(?<!\p{L})reviews?(?!\p{L})|bewertungen|(?<!\p{L})avis(?!\p{L})|评价|差评|レビュー|口コミ|in[\s_-]transit|unterwegs|re-?order|nachbestell|bestellmengen?(?!\p{L})|补货|缺货|out[\s_-]of[\s_-]stock|欠品|アクセス数|(?<!\p{L})produced(?!\p{L})/iu,
  ],
  [
    'stock',
    /(?<!\p{L})stock(?:s|bestand)?(?!\p{L})|inventor|(?<!\p{L})(?:lager)?bestands?(?:liste)?(?!\p{L})|lagerliste|(?<!\p{L})magazyn(?!\p{L})|existencias|estoque|giacenz|остатк|库存|在庫|재고|voorraad/iu,
  ],
];

/** Shares and averages of what was sold are no pieces either. */
const rates =
  /[%％]|market[\s_]share|marktanteil|growth|wachstum|croissance|crecimiento|crescita|crescimento|days[\s_]of|reichweite|coverage|(?<!\p{L})cover(?!\p{L})|(?<!\p{L})rank|动销|占比|增长|同比|环比|排名|構成比|伸び率|(?<!\p{L})per[\s_](?:stores?|shops?|m²|m2|sqm|square|head|employee|visit|customer)|(?<!\p{L})(?:je|pro)[\s_](?:m²|qm|kunde)|坪效|人效|number[\s_]of[\s_](?:stores?|customers?)|(?<!\p{L})average|durchschnitt|moyenne|promedio|平均/iu;

const selling: readonly HeadingMeaning[] = ['sold', 'revenue'];

/** Of which nothing was sold (yet), though a word beside them speaks of sales or orders. */
const unsold =
  /open[\s_-]orders?|offene[\s_](?:auftr|bestell)|commandes[\s_]en[\s_]cours|pedidos[\s_]pendientes|back[\s_-]?orders?|未发货|未出荷|damaged[\s_-](?:goods|items|units|stock)|beschädigte|(?<!\p{L})samples(?!\p{L})|échantillons|muestras|quotations?(?!\p{L})|lost[\s_-]sales|competitors?|konkurren|concurren|market[\s_](?:total|size)|竞品|破损/iu;

/** What keeps pieces from being those sold, whatever else their heading or others say: lost, proposed, kept for somebody, spoilt, those of a whole market. */
const qualified =
  /(?<!\p{L})(?:lost|missed|over-?stock(?:ed)?|surplus|baseline|incremental|quoted|allocated|reserved|committed|unfilled|unfulfilled|unshipped|suggested|recommended|consensus|unconstrained|potential|missing|shortage|damaged|defective|expired|obsolete|excess|cannibali[sz]ed)(?!\p{L})|(?<!\p{L})to[\s_-]?(?:re)?order(?!\p{L})|market[\s_](?:units|qty|quantity|volume|sales|value)|entgangen|verloren|fehlmenge|vorschlag|vorgeschlagen|reserviert|zugeteilt|überbestand|inkrementell|markt(?:absatz|menge|volumen|umsatz)|beschädigt|abgelaufen|perdue?s?(?!\p{L})|manqu[eé]|surstock|incr[eé]mental|propos[eé]|sugg[eé]r|r[eé]serv[eé]e?s?(?!\p{L})|allou[eé]|endommag|p[eé]rim[eé]|perdid[ao]|no[\s_]servid|sobrestock|sugerid|propuest|reservad|asignad|faltante|dañad|caducad|vencid[ao]|suggerit|propost|riservat|impegnat|danneggiat|scadut|alocad|danificad|gemist|voorgesteld|gereserveerd|beschadigd|utracon|niezrealizow|sugerow|zarezerw|uszkodz|brakuj|упущенн|потерян|рекоменд|зарезерв|резерв|недостач|излиш|поврежд|просроч|к[\s_]заказу|流失|损失|缺货|缺口|建议|预留|占用|锁定|未交|欠交|需求|增量|基线|超储|破损|残损|过期|短缺|逸失|機会損失|欠品|推奨|引当|配分|배분|過剰|破損|期限切れ|결품|추천|할당|과잉|파손|불량/iu;
/** Pieces that are still to come or to go; amounts that are due are those of a sale. */
const toCome =
  /(?<!\p{L})(?:due|outstanding|open|pending|on[\s_-]?order|in[\s_-]?transit)(?!\p{L})|(?<!\p{L})(?:offene?|ausstehend|pendientes?|pendentes?|openstaand)(?!\p{L})|待发|未发|未出荷|受注残|미출고/iu;

/** Whether what a heading counts was not sold, by a word beside the pieces or the money. */
export function isUnsoldPart(heading: string, role: 'units' | 'revenue'): boolean {
  return qualified.test(heading) || (role === 'units' && toCome.test(heading));
}

/** What was earned, paid or let go of. */
const ofMoney: readonly HeadingMeaning[] = ['advert', 'fee'];
const costOf = /cost[\s_-]of|coste?s?[\s_]de|co[uû]ts?[\s_]de|costo[\s_]del/i;
const letGo = /(?<!\p{L})(?:discounts|rabatte|remises|descuentos|descontos|sconti|优惠金额|让利金额)(?!\p{L})/iu;

/** What the figures that a title, a file's name or a heading speaks of are, where they are no sales by its words; null for others. */
export function notSold(text: string): NotSold | null {
  if (rates.test(text)) return 'rates';
  const means = new Set(headingWords(text).flatMap((word) => word.means));
  if (means.has('share') || means.has('average')) return 'rates';
  if (unsold.test(text)) return 'unsold';
  if (costOf.test(text)) return 'money';
  if (selling.some((each) => means.has(each))) return null;
  if (
    means.has('profit') ||
    (means.has('price') && !means.has('discount')) ||
    (means.has('cost') && !/cent(?:er|re)/i.test(text)) ||
    letGo.test(text)
  )
    return 'money';
  const told = ofWords.find(([, words]) => words.test(text));
  if (told || (means.has('order') && !means.has('purchasing'))) return told?.[0] ?? null;
  const isOfDocuments = means.has('excluding') || means.has('document');
  if (!isOfDocuments && ofMoney.some((each) => means.has(each))) return 'money';
  return ofMeaning.find(([, meanings]) => meanings.some((each) => means.has(each)))?.[0] ?? null;
}

/** Whether a text speaks of what was sold: sales, turnover, or pieces and nothing else. */
export function speaksOfSales(text: string): boolean {
  const means = new Set(headingWords(text).flatMap((word) => word.means));
  const isTold = selling.some((each) => means.has(each)) || means.has('quantity') || means.has('order');
  return isTold && notSold(text) === null;
}
