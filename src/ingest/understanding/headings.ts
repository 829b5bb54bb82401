import { bareHeading, inSimplified } from '#ingest/understanding/heading-words.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';

/** A heading in comparable form: one width, lower case, camel case and underscores apart, no punctuation. */
export function normaliseName(raw: string): string {
  return inSimplified(raw.normalize('NFKC'))
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Forms under which a heading is looked up: whole, before its brackets, inside its brackets, without its unit. */
export function nameForms(raw: string): string[] {
  const text = bareHeading(raw);
  const bracket = /^(.*?)[([【]([^)\]】]*)[)\]】]\s*(.*)$/.exec(text);
  const forms = [normaliseName(text)];
  if (bracket) forms.push(normaliseName(`${bracket[1]} ${bracket[3]}`), normaliseName(bracket[2]));
  const bare = normaliseName(text).replace(unitWords, ' ').replace(/\s+/g, ' ').trim();
  if (bare && !forms.includes(bare)) forms.push(bare);
  return forms.filter((form) => form !== '');
}

const unitWords =
  /\b(usd|gbp|eur|cny|rmb|aud|million|thousand|yuan|pcs|pieces|weeks?|days?|seconds?|sec|in|per|piece|avg|average|mean|total|planned|unit|cn|zh|en)\b|[（(]?(元|件|周|天|秒|万元|个)[)）]?$/g;

/** A heading that means something else beside another one, or in any table (`beside` missing). */
interface InContext {
  readonly heading: RegExp;
  readonly beside?: RegExp;
  readonly as: string;
}

const inContext: readonly InContext[] = [
  // Beside clicks and carts purchases are the customers'.
  {
    heading: /^(?:purchases|compras|achats|acquisti)$/i,
    beside:
      /impres|clic|(?<!\p{L})carts?(?!\p{L})|carrito|panier|carrello|(?<!\p{L})(?:page)?views?(?!\p{L})|vues|visit/u,
    as: 'units sold',
  },
  // Beside its value a volume is in pieces.
  {
    heading: /^vol(?:ume|ym)$/i,
    beside: /^(?:sales[\s_])?(?:value|asp|turnover|revenue)|^värde|^valeur/,
    as: 'units',
  },
  { heading: /^saldo$/i, beside: /^(?:pris|hinta|värde|arvo|tuote|varenr|artnr|artikelnr|vara)$/, as: 'stock' },
  // The mechanics of a promotion stand beside its name and its days.
  { heading: /^opération$/i, beside: /^m[eé]canique/, as: 'promotion' },
  { heading: /^du$/i, beside: /^m[eé]canique/, as: 'from' },
  { heading: /^au$/i, beside: /^m[eé]canique/, as: 'to' },
  // What was counted, beside what should be there.
  { heading: /^ist$/i, beside: /^lager(?:platz|ort)$|^(?:soll-?)?bestand$|gezählt/, as: 'istbestand' },
  { heading: /^(?:actuals?|act)\s?[£$€]$/i, as: 'actual revenue' },
  // In lines of orders, beside the pieces put aside for them.
  { heading: /^受注数$/, beside: /^引当数$/, as: '受注数量' },
  // Beside pieces another word counts orders.
  { heading: /件数$/, beside: /個数/, as: '注文数' },
  {
    heading:
      /^(?:number|n[uú]mero|cantidad|quantidade|numero|quantit[àa]|nombre|anzahl|liczba|n[º°.]?)[\s.]+(?:of|de|di|der)?\s*(?:sales|ventas|vendas|vendite|ventes|verk[aä]ufe|sprzeda[zż]y)$/iu,
    beside: /^(?:units|unidades|unit[àaé]s?|einheiten|st[üu]ck\p{L}*|pi[eè]ces|pezzi|sztuk\p{L}*)(?!\p{L})/u,
    as: 'number of orders',
  },
  { heading: /^dish$/i, as: 'product' },
  // Seconds since 1970 when something was created.
  { heading: /^c_?time$/i, as: 'created time' },
  // What is left of an amount after a discount.
  {
    heading: /^(?:商品|实际)?(?:销售|成交|支付|交易|订单)?(?:总|金)?额\s?[(（]?扣除?(?:满减|优惠|折扣|券)后?[)）]?$/,
    as: '实付金额',
  },
  { heading: /^not$/i, as: 'note' },
  { heading: /^ca$/i, beside: /produit|article|quantit|ventes|mois|semaine|libell/, as: "chiffre d'affaires" },
  { heading: /^tips?$/i, beside: /(?<!\p{L})tax(?!\p{L})|^shipping|sub-?total|item total/u, as: 'freight' },
  { heading: /^ep$/i, beside: /^gp$/, as: 'einzelpreis' },
  { heading: /^gp$/i, beside: /^ep$/, as: 'gesamtpreis' },
  // Where another word says how many, the sum is an amount.
  { heading: /^jumlah$/i, beside: /^(?:kuantiti|qty)$/, as: 'total amount' },
];

/**
 * The headings as they are to be understood. In an export of orders with their lines (`Lineitem sku`, `Lineitem price`:
 * Shopify) the plain headings belong to the order: its name is its number, its totals are no line's amount.
 */
export function headingsInContext(names: readonly string[]): string[] {
  const plain = names.map((name) => name.trim().toLowerCase());
  const found = inContext.filter(({ beside }) => !beside || plain.some((name) => beside.test(name)));
  return headingsOfLines(
    withoutTable(names).map((name) => found.find(({ heading }) => heading.test(name.trim()))?.as ?? name),
  );
}

/** Columns of which each has the name of its table ahead (`dws_sku.dt`, `t_item`), and headings so few that this tells nothing. */
const ofTable = /^(?:\w+\.|[a-z]_)(?=[a-z])/i;
const leastOfTable = 5;

/** Headings without the name of a table that all of them share. */
function withoutTable(names: readonly string[]): readonly string[] {
  const [first = ''] = names;
  const table = ofTable.exec(first.trim())?.[0];
  const isShared = table !== undefined && names.every((name) => name.trim().startsWith(table));
  return isShared && names.length >= leastOfTable ? names.map((name) => name.trim().slice(table.length)) : names;
}

function headingsOfLines(names: readonly string[]): string[] {
  if (!names.some((name) => /^line(?:\s?item\b|:\s)/i.test(name.trim()))) return [...names];
  return names.map((name) => {
    const plain = normaliseName(name);
    if (plain === 'name') return 'order name';
    if (/^line:\s/i.test(name)) return /^line:\s*id$/i.test(name) ? '' : `lineitem ${plain.slice(5)}`;
    return /^(subtotal|total|taxes|tax|shipping|discount amount|id)$/.test(plain) ? '' : name;
  });
}

/** A heading of counts or amounts (`客户数`, `Customers`, `老买家支付金额`) names nobody, though it holds the word for somebody. */
export function saysCount(name: string, profile: ColumnProfile): boolean {
  if (profile.numberShare < 0.8) return false;
  const plain = normaliseName(name);
  if (/(数|数量|人数|次数|笔数|率|占比|金额)$/.test(plain)) return true;
  if (profile.maximum < mostOrders && profile.minimum < fewOrders && ordersAlone.test(plain)) return true;
  return /^(number|no|count|total|(distinct|unique)( values)?) of |( count| rate| items)$|^(orders|customers|buyers|users|members|transactions|invoices|receipts)$/.test(
    plain,
  );
}

/** Orders under a word for several of them, and how many of them a day may have. */
const ordersAlone =
  /^(?:bestellungen|auftr[äa]ge|commandes|pedidos|ordini|zam[óo]wienia|bestellingen|ordrar|ordrer|objedn[áa]vky|заказы|замовлення|pesanan|sipari[şs]ler|comenzi|rendel[ée]sek)$/;
const mostOrders = 1000;
const fewOrders = 50;

/** How many orders there were, which are no pieces and no numbers of orders. */
export const countsOrders =
  /^(?:anzahl|aantal|antal|antall|nb|nbre|nombre|número|numero|nº|n°|nr\.?|no\.?|#|liczba|počet|кол-во|количество|кількість|number|count|numărul?)[\s.]*(?:of|de|di|der|d[’'])?\s*(?:bestellungen|aufträge|orders|ordrar|ordrer|ordre|objednávek|заказов|замовлень|commandes|pedidos|ordini|zamówień|paragonów|transakcji|faktur|klientów|comenzi|comenzilor|rendelések)$|^tilausten määrä$|^sipariş sayısı$|^(?:受注|注文|会計|取引)(?:件)?数$|^주문\s?(?:건수|수)$/iu;

/** How much of a product is to be on hand, or when more is ordered, is not what is on hand. */
export function saysLevel(name: string): boolean {
  return /safety|reorder|(?<!\p{L})al[ea]rt[ae]?s?(?!\p{L})|预警|アラート|\b(min|max)(imum|imal)?\b|sicherheit|mindest|soll(bestand)?|安全|最低|最小|最大|適正|适正|上限|下限|미니멈|안전|страхов/iu.test(
    name,
  );
}

/** What is taken off a sale, or comes on top of it, is not the sale: refunds, taxes, postage, fees. */
export function saysBeside(name: string): boolean {
  return /\b(refund\w*|return(s|ed)?|tax(es)?|vat|shipping|postage|discounts?|fees?|commission|tips?)\b|退款|退货|税额|税费|运费|邮费|优惠|佣金|手续费/i.test(
    normaliseName(name).replace(/\b(?:ex|excl\w*|inc|incl\w*|with|without|before|after) (?:vat|tax(?:es)?)\b/g, ''),
  );
}

/** Of the year before, beside this one: `Units LY`, `Vorjahr`, 去年同期. */
export const ofYearBefore =
  /(?<![a-z])(ly|py|vj|stly|n-1)(?![a-z])|^prior$|(last|prior|prev(ious)?)[\s_-]*(year|yr)|vorjahr|ann[ée]e[\s_-]*pr[ée]c|(año|ano|anno)[\s_-]*(anterior|precedente|passado|scorso)|прошл\S*[\s_-]*год|去年|上年|同期|前年|전년|작년|(?:^|\s)(?:AP|AA)$/i;

/** A type may be that of a document or of a product: the cells have to tell. */
export function saysType(name: string): boolean {
  return /\btype\b|类型$/i.test(normaliseName(name));
}

/** `商品状态` says whether a product is on sale, not what became of an order. */
export function saysListingState(name: string): boolean {
  return /^(商品|产品|宝贝|货品|上架|listing|product)\s*(状态|status|state)/i.test(name.trim());
}
