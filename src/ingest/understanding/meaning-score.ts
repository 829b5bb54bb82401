import type { DeclaredRole } from '#ingest/roles/column-roles.ts';
import { type HeadingMeaning, headingWords, ownName } from '#ingest/understanding/heading-words.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';

/** One way in which the words of a heading make up a role. */
interface MeaningRule {
  readonly score: number;
  /** One meaning of each group has to be there. */
  readonly needs: readonly (readonly HeadingMeaning[])[];
  /** Meanings that may stand beside them and change nothing. */
  readonly allows: ReadonlySet<HeadingMeaning>;
  /** What the cells have to be. */
  readonly cells?: (profile: ColumnProfile) => boolean;
}

/** `needs`: groups by blanks, alternatives within one by bars. */
function rule(score: number, needs: string, allows = '', cells?: (profile: ColumnProfile) => boolean): MeaningRule {
  const groups = needs.split(' ').map((group) => group.split('|') as HeadingMeaning[]);
  const others = allows.split(' ').filter((word) => word !== '') as HeadingMeaning[];
  return { score, needs: groups, allows: new Set([...groups.flat(), ...others]), ...(cells ? { cells } : {}) };
}

const isDated = ({ dateShare, numericDateShare }: ColumnProfile): boolean =>
  dateShare >= 0.8 || (numericDateShare >= 0.9 && dateShare === 0);
const isCount = ({ numberShare, integerShare, maximum }: ColumnProfile): boolean =>
  numberShare > 0.8 && integerShare > 0.98 && maximum < 1e5;
const hasDecimals = ({ numberShare, integerShare }: ColumnProfile): boolean => numberShare > 0.8 && integerShare < 0.9;
/** What is sold, in money: with decimals, or beside a currency. */
const isMoney = (profile: ColumnProfile): boolean => hasDecimals(profile) || profile.currencies.length > 0;

const isShare = ({ numberShare, minimum, maximum }: ColumnProfile): boolean =>
  numberShare > 0.8 && minimum >= -100 && maximum <= 100;

const trade = 'order document sold pay create line product';
const dateRules = [
  rule(0.93, 'date|time', 'order document sold create start id year line product holiday review rating'),
  rule(0.9, 'date|time pay', `${trade} finish customer`),
  rule(0.65, 'date|time purchasing', trade),
  rule(0.85, 'week', 'start date year sold order day'),
  rule(0.8, 'month', 'date year sold order'),
  rule(0.68, 'date|time ship', `${trade} due`),
  rule(0.6, 'date|time finish', `${trade} deal`),
  rule(0.52, 'date|time due|update', `${trade} ship finish`),
  rule(0.74, 'create|order', `${trade} finish`, isDated),
  rule(0.66, 'sold|document|pay', `${trade} finish`, isDated),
  rule(0.52, 'ship|finish', trade, isDated),
];

const rules: Readonly<Partial<Record<DeclaredRole, readonly MeaningRule[]>>> = {
  date: dateRules,
  year: [rule(0.9, 'year')],
  month: [rule(0.9, 'month')],
  week: [rule(0.9, 'week', 'year id')],
  datetime: dateRules.map((each) => ({ ...each, score: each.score - 0.01 })),
  product: [
    rule(0.92, 'product id|code', 'line each stock'),
    rule(0.9, 'code', 'id line person store product order each'),
    rule(0.8, 'product id|code', 'line order'),
    rule(0.66, 'product', 'line'),
    rule(0.56, 'id', ''),
    // Of what was looked at.
    rule(0.56, 'view id', 'product discount promotion'),
    rule(0.6, 'product id|code supplier', 'line'),
  ],
  name: [
    rule(0.92, 'product name', 'line order'),
    rule(0.8, 'name', ''),
    rule(0.7, 'product', 'line order'),
    rule(0.62, 'name reason', 'line'),
    rule(0.6, 'brand name', ''),
    rule(0.66, 'event name', ''),
  ],
  category: [rule(0.88, 'category', 'product name'), rule(0.7, 'category', 'product name id code')],
  units: [
    rule(0.92, 'quantity', `${trade} net each total`),
    rule(0.85, 'quantity ship', `${trade} net each total finish`),
    rule(0.85, 'quantity product date', `${trade} net each total`),
    rule(0.8, 'sold product', 'net total quantity', isCount),
    rule(0.62, 'sold', 'net total', isCount),
    rule(0.58, 'pay id', 'total product', isCount),
    rule(0.6, 'order product', 'total net', isCount),
    rule(0.6, 'amount sold|order', 'product total', isCount),
    rule(0.56, 'quantity stock', `${trade} each`),
    rule(0.52, 'sold measure', 'quantity'),
    // Taken only where nothing else is counted, and then named as a forecast.
    rule(0.55, 'quantity forecast', 'sold product'),
  ],
  price: [
    rule(0.92, 'price', 'each product line sold deal net order money pay gross category'),
    rule(0.52, 'each', 'product line gross net', hasDecimals),
    rule(0.9, 'amount each', 'product line sold net money deal pay'),
    rule(0.85, 'price forecast|launch', 'each product list money sold'),
    rule(0.8, 'price average', 'each product sold money quantity'),
    rule(0.75, 'price list', 'each product sold money'),
    rule(0.58, 'product|each cost', 'line product'),
  ],
  revenue: [
    rule(0.92, 'revenue', 'net gross total money sold product line deal pay finish amount price'),
    rule(0.92, 'sold amount|money|total', 'net gross total money product line deal price pay finish'),
    rule(0.88, 'total product|line|code', 'net gross money price sold amount order'),
    rule(0.87, 'pay amount', 'net total money product line deal customer finish'),
    rule(0.86, 'amount', 'net gross total money product line deal sold list document finish'),
    rule(0.85, 'total price', 'net gross money product line sold deal'),
    rule(0.78, 'total', 'net gross money sold'),
    rule(0.62, 'order|document amount|total|revenue', 'net gross money pay total amount customer'),
    rule(0.93, 'sold net', 'product line', isMoney),
    rule(0.85, 'sold product', 'net gross', isMoney),
    rule(0.6, 'sold', 'net gross product line order', isMoney),
    rule(0.6, 'order money', 'quantity sold product total'),
    rule(0.55, 'money', 'total net', isMoney),
    rule(0.58, 'pay', '', isMoney),
    rule(0.55, 'gross|net', 'line money', isMoney),
    rule(0.55, 'amount|revenue forecast', 'sold product'),
  ],
  cost: [
    rule(0.9, 'cost', 'each product total money net gross'),
    rule(0.85, 'cost forecast', 'each product money net gross'),
    rule(0.9, 'purchasing price', 'each product money net gross'),
  ],
  order: [
    rule(0.92, 'order|document id', 'sold code line'),
    rule(0.75, 'sold id', 'line'),
    rule(0.9, 'order|document code', 'id sold'),
    rule(0.8, 'order', 'sold document'),
    rule(0.72, 'document', 'sold'),
  ],
  customer: [rule(0.88, 'customer', 'id name code order pay document'), rule(0.68, 'customer person', 'id name order')],
  user: [rule(0.88, 'customer', 'id name code'), rule(0.88, 'visitor', 'id code')],
  status: [rule(0.9, 'status', 'order document finish line sold'), rule(0.72, 'status pay|ship', 'order document')],
  refund: [rule(0.88, 'refund status', 'order product')],
  currency: [rule(0.9, 'currency', 'code id product order document amount')],
  promotion: [rule(0.8, 'promotion', 'name share price'), rule(0.7, 'promotion', 'name id share price')],
  discount: [rule(0.8, 'discount share', 'each line'), rule(0.6, 'discount', 'line', isShare)],
  views: [rule(0.85, 'view', 'product quantity total')],
  visitors: [rule(0.85, 'visitor', 'product quantity total persons')],
  carts: [rule(0.85, 'cart', 'product quantity total persons')],
  stock: [
    rule(0.88, 'stock', 'quantity product total end each store amount'),
    rule(0.7, 'store quantity', 'total product'),
  ],
  rating: [rule(0.88, 'rating', 'product review customer total')],
  review: [rule(0.85, 'review', 'product name customer rating')],
  event: [rule(0.85, 'event', 'category customer name')],
  planned: [
    rule(0.9, 'launch', 'date week month time product forecast'),
    rule(0.85, 'forecast start', 'date week time sold launch product'),
  ],
  earliest: [rule(0.9, 'earliest', 'launch date week time start')],
  latest: [rule(0.9, 'latest', 'launch date week time start')],
  must: [rule(0.86, 'must', 'launch')],
  'minimum-order': [rule(0.9, 'minimum order|quantity', 'each order quantity')],
  'lead-time': [rule(0.9, 'lead', 'time week date')],
  from: [rule(0.86, 'start', 'date time promotion holiday')],
  to: [rule(0.86, 'end', 'date time promotion holiday')],
  holiday: [rule(0.86, 'holiday', 'name date')],
};

/** Meanings that keep a role from a heading, though some of its words are the role's. */
const never: Readonly<Partial<Record<DeclaredRole, string>>> = {
  name: 'customer person place store supplier advert reason category pay ship status',
  product: 'customer person place supplier category reason order document sold quantity revenue price amount total',
  units: 'refund cancel cart view visitor persons running average share price cost fee tax customer measure',
  revenue: 'refund cancel running average share tax fee freight discount profit persons cost id stock measure',
  price: 'id refund cancel running share tax fee freight discount profit persons',
  order: 'line category date time customer refund quantity amount total price forecast stock cost',
  category: 'customer person place advert pay ship order document',
  customer: 'amount price quantity fee tax',
  date: 'refund cancel',
  datetime: 'refund cancel',
  stock: 'code id money date',
  cost: 'freight ship',
  discount: 'quantity',
  review: 'date time id',
  event: 'store place ship product document pay status',
};
const neverSets = new Map(Object.entries(never).map(([role, words]) => [role, new Set(words.split(' '))]));

interface HeadingForm {
  readonly words: readonly (readonly HeadingMeaning[])[];
  readonly unknown: number;
  readonly weight: number;
}

/** What a heading says: whole, and without the brackets that only name a unit or what is not in it. */
function formsOf(full: string): HeadingForm[] {
  // `Shop › Amount`: a heading above that only names a place says nothing of what the column counts.
  const own = ownName(full);
  const isOfPlace = headingWords(full.slice(0, -own.length)).every(({ means }) =>
    means.every((each) => places.has(each)),
  );
  const raw = isOfPlace ? own : full;
  const bracket = /^(.*?)[([（【]([^)\]）】]*)[)\]）】]?(.*)$/.exec(raw);
  const whole = formOf(raw, 1);
  if (!bracket || `${bracket[1]}${bracket[3]}`.trim() === '') return [whole];
  const inside = headingWords(bracket[2]).flatMap(({ means }) => means);
  // What it is computed from says nothing more than the words before it.
  const isFormula = /\p{L}\s*[-+*=]\s*\p{L}/u.test(bracket[2]) && headingWords(bracket[2]).length > 2;
  if (isFormula) return [formOf(`${bracket[1]} ${bracket[3]}`, 0.98)];
  const changes = inside.some((each) => sideMeanings.has(each)) && !/^\s*[-–−]/.test(bracket[2]);
  return changes && !inside.includes('excluding') ? [whole] : [whole, formOf(`${bracket[1]} ${bracket[3]}`, 0.98)];
}

const places: ReadonlySet<HeadingMeaning> = new Set(['store', 'place']);

const sideMeanings: ReadonlySet<HeadingMeaning> = new Set([
  'refund',
  'tax',
  'discount',
  'freight',
  'fee',
  'cost',
  'running',
  'average',
]);

function formOf(text: string, weight: number): HeadingForm {
  const words = headingWords(text).filter((word) => !/^\d+$/.test(word.text));
  // `excl. VAT` says what is not in it: it is neither a tax nor anything else.
  const without = words.some(({ means }) => means.includes('excluding'));
  const left = without
    ? words.filter(({ means }) => !means.includes('excluding') && !(means.length === 1 && means[0] === 'tax'))
    : words;
  const meant = left.filter(({ means }) => means.length > 0).map(({ means }) => means);
  // Nothing but `Excl. VAT` is an amount.
  if (without && left.length === 0 && words.length > 1) meant.push(['amount']);
  return { words: meant, unknown: left.length - meant.length, weight };
}

let lastRaw: string | null = null;
let lastForms: readonly HeadingForm[] = [];

function heading(raw: string): readonly HeadingForm[] {
  if (raw !== lastRaw) {
    lastForms = formsOf(raw);
    lastRaw = raw;
  }
  return lastForms;
}

/** How well the words of a heading make up a role, 0 to 1: 0.9 and more where nothing is missing and nothing is beside it. */
export function meaningScore(raw: string, role: DeclaredRole, profile: ColumnProfile): number {
  let best = 0;
  for (const form of heading(raw)) {
    if (form.words.length === 0) continue;
    for (const { score, needs, allows, cells } of rules[role] ?? []) {
      if (!needs.every((group) => form.words.some((means) => means.some((each) => group.includes(each))))) continue;
      if (cells && !cells(profile)) continue;
      const foreign = form.words.filter((means) => !means.some((each) => allows.has(each))).length;
      best = Math.max(best, form.weight * score * 0.5 ** foreign * 0.94 ** Math.min(3, form.unknown));
    }
  }
  return best;
}

/** Whether the words of a heading say that it is something else, though it holds a word of the role. */
export function deniesRole(raw: string, role: DeclaredRole): boolean {
  const denying = neverSets.get(role);
  if (!denying) return false;
  // What was sold from stock is sold.
  const isSold = role === 'revenue' && saysAny(raw, ['sold', 'revenue']);
  const denies = (each: HeadingMeaning): boolean => denying.has(each) && !(isSold && each === 'stock');
  return heading(raw).every(({ words }) => words.some((means) => means.every(denies)));
}

/** Meanings of all words of a heading. */
export function meaningsOf(raw: string): ReadonlySet<HeadingMeaning> {
  return new Set(headingWords(raw).flatMap(({ means }) => means));
}

/** Whether a heading means one of these, beside whatever else. */
export function saysAny(raw: string, meanings: readonly HeadingMeaning[]): boolean {
  return meanings.some((each) => meaningsOf(raw).has(each));
}

/** Whether a heading means that and nothing else. */
export function saysOnly(raw: string, meaning: HeadingMeaning): boolean {
  const means = meaningsOf(raw);
  return means.size === 1 && means.has(meaning);
}

/** Whether a heading is of the ids of products. */
export function saysProductId(raw: string): boolean {
  const means = meaningsOf(raw);
  return means.has('code') || (means.has('product') && means.has('id'));
}
