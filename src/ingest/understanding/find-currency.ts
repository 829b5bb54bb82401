import type { ColumnReport } from '#ingest/import-report.ts';
import { roleOf } from '#ingest/roles/column-roles.ts';

const signs: readonly [RegExp, string][] = [
  [/£|GBP|英镑/i, 'GBP'],
  [/€|EUR\b|欧元/i, 'EUR'],
  [/HK\$|HKD|港币|港元/i, 'HKD'],
  [/NT\$|TWD|新台币/i, 'TWD'],
  [/\bS\$|SGD|新加坡元/i, 'SGD'],
  [/\bCA?\$|\bCAD\b|加元/i, 'CAD'],
  [/NZ\$|NZD/i, 'NZD'],
  [/R\$|BRL/i, 'BRL'],
  [/\bAU?\$|\bAUD\b|澳元/i, 'AUD'],
  [/\bCHF\b|瑞士法郎/i, 'CHF'],
  [/\bSEK\b/i, 'SEK'],
  [/\bNOK\b/i, 'NOK'],
  [/\bDKK\b/i, 'DKK'],
  [/zł|\bPLN\b/i, 'PLN'],
  [/฿|\bTHB\b/i, 'THB'],
  [/US\$|\$|USD|美元/i, 'USD'],
  [/￦|₩|KRW/i, 'KRW'],
  [/JPY|日元|円/i, 'JPY'],
  [/\bRp(?![A-Za-z])|\bIDR\b/, 'IDR'],
  [/₫|\bVN[DĐ]\b/, 'VND'],
  [/₹|\bINR\b/, 'INR'],
  [/₽|\bRUB\b/, 'RUB'],
  [/₺|\bTRY\b/, 'TRY'],
  [/₪|\bILS\b/, 'ILS'],
  [/₱|\bPHP\b/, 'PHP'],
  [/Kč|\bCZK\b/, 'CZK'],
  [/\bHUF\b|\bFt\b/, 'HUF'],
  [/[¥￥]|CNY|RMB|人民币|元|圆|块/i, 'CNY'],
];

/** ISO 4217 code that a text names; the text itself in capitals where none is known. */
export function currencyOf(text: string): string {
  return signs.find(([pattern]) => pattern.test(text))?.[1] ?? text.trim().toUpperCase();
}

/** Most cells have none of them. */
const anySign = new RegExp(signs.map(([{ source }]) => source).join('|'), 'i');

/** Currencies that amounts name by their signs, in the order of their frequency; bare numbers name none. `cells`: with how often each is there. */
export function currenciesIn(cells: Iterable<readonly [cell: string, times: number]>): string[] {
  const counts = new Map<string, number>();
  for (const [cell, times] of cells) {
    if (!/\d/.test(cell) || !/[^\d.,\s()%+-]/.test(cell) || !anySign.test(cell)) continue;
    const code = signs.find(([pattern]) => pattern.test(cell))?.[1];
    if (code) counts.set(code, (counts.get(code) ?? 0) + times);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([code]) => code);
}

/** Currency that the money columns name in their headings or cells (ISO 4217); '' when they don't. */
export function findCurrency(columns: readonly ColumnReport[]): string {
  const named = columns.find((column) => column.role === 'currency')?.evidence.commonest ?? '';
  if (named !== '') return currencyOf(named);
  const money = columns.filter((column) => roleOf(column.role)?.isMoney);
  for (const column of money) {
    const text = [column.name.replace(/_/g, ' '), ...column.evidence.examples].join(' ');
    const found = signs.find(([pattern]) => pattern.test(text));
    if (found) return found[1];
  }
  return '';
}

/** Currencies of a thousand parts, whose amounts are written with three decimals. */
const ofThousandParts = /\b(KWD|BHD|OMR|JOD|TND|IQD|LYD)\b|دينار|د\.ك|د\.ب|د\.أ|د\.ت|ريال عماني|ر\.ع/i;

/** Whether a text names such a one. */
export function saysThousandParts(text: string): boolean {
  return ofThousandParts.test(text.replace(/_/g, ' '));
}

/** Whether the currency column or the headings of the money columns name such a one. */
export function hasThousandParts(columns: readonly ColumnReport[]): boolean {
  return columns.some(
    ({ role, name, evidence }) =>
      saysThousandParts(role === 'currency' ? (evidence.commonest ?? '') : '') ||
      (roleOf(role)?.isMoney === true && saysThousandParts(name)),
  );
}

const [begin, end] = ['(?<!\\p{L})', '(?!\\p{L})'];
const codes = `(?:usd|eur|gbp|sek|nok|dkk|chf|pln|cad|aud)${end}`;
const sign = `(?:[€£$¥]|euros?${end}|${codes}|zł|руб|reais|pesos|円|元|원)`;
const currencySign = new RegExp(sign, 'u');
const ofSign = `\\.?(?:\\s?(?:de\\s|di\\s|d['’])?${sign})?`;

/** Words in small letters for so many major units (to make a pattern of letters of either size takes long), the longest of a language first: 百万円 has 万円 in it. */
const moneyUnits: readonly (readonly [scale: number, words: RegExp])[] = (
  [
    [1e7, `千万\\s?[元円]?|${begin}crores?${end}|rs\\.?\\s?cr${end}`],
    [1e5, `${begin}lakhs?${end}`],
    [
      1e6,
      `(?:million\\p{L}*|${begin}(?:mio|mln|млн|mili[oó]n\\p{L}*|millones|milioni|milh[oõ]es)${end})${ofSign}|${begin}m(?:\\s?€|${codes})|[€£$]mn?${end}|[(（]mn[)）]|${begin}(?:juta|triệu)${end}|百万\\s?[元円]?|백만\\s?원?`,
    ],
    [1e4, `万\\s?[元円]|[(（][万w][)）]|[/／]\\s?万|만\\s?원`],
    [
      1e3,
      `(?:thousands?|${begin}(?:tsd|tausend|tys|тыс\\p{L}*|milliers|migliaia)${end})${ofSign}|${begin}en miles${end}${ofSign}|${begin}miles\\s(?:de\\s)?${sign}|r\\$\\s?mil${end}|(?<![\\p{L}.])[kt]€|${begin}(?:k\\s€|[kt]${codes})|[€£$]k${end}|[([（]\\s?(?:k|['’]?000s?)\\s?[)\\]）]|(?<!\\d)['’]000s?(?!\\d)|${begin}in\\s1[.,']?000(?!\\d)|x\\s?1[.,]?000(?!\\d)|${begin}(?:tkr|t\\.\\s?kr|eft|i\\.?\\s?t\\.|bin\\s?tl|mii\\slei|ribu|ngh[iì]n|ng[aà]n)(?!\\p{L})|${begin}tis(?!\\p{L})|[(（]miles[)）]|k\\s(?:usd|eur|gbp|chf)${end}|(?:usd|eur|gbp|chf)\\s?k${end}|[€£$]\\s?['’]?000s?(?!\\d)|千\\s?[元円]|천\\s?원`,
    ],
    [1e8, `亿元`],
    [
      1e-2,
      `${begin}(?:cents?|pence|centimes|c[eé]ntimos|centavos|centesimi)${end}|cent_?amount|amount_?(?:in_?)?(?:cents|minor)(?![a-z])|minor_?(?:units?|amount)|[(（]分[)）]|\\(p\\)$`,
    ],
  ] as const
).map(([scale, words]) => [scale, new RegExp(words, 'u')]);

/** A unit of money other than the currency's own that a text names, as it stands there (`T€`, `万元`), and how many major units it is; null without one. */
export function moneyUnitIn(text: string): { readonly scale: number; readonly text: string } | null {
  const small = text.toLowerCase();
  for (const [scale, words] of moneyUnits) {
    const found = words.exec(small);
    // A letter that is longer when small stands in no such word.
    const own = small.length === text.length ? text.substr(found?.index ?? 0, found?.[0].length) : found?.[0];
    if (found && own !== undefined) return { scale, text: own.replace(/[()（）]/g, '') };
  }
  return null;
}

/** Whether a text names a unit of money with its currency: `T€`, `百万円`, and not `Tsd.`, which pieces may have. */
export function namesMoneyUnit(text: string): boolean {
  const unit = moneyUnitIn(text);
  return unit !== null && currencySign.test(unit.text.toLowerCase());
}

/** How many major units one unit of the amounts is, or of other money where there are none: 1000000 for "turnover in million", 10000 for 万元, 0.01 for cents. */
export function findMoneyScale(columns: readonly ColumnReport[]): number {
  const amounts = columns.filter(({ role }) => role === 'revenue');
  const money = amounts.length > 0 ? amounts : columns.filter(({ role }) => roleOf(role)?.isMoney);
  return money.map(({ name }) => moneyUnitIn(name)?.scale ?? 1).find((scale) => scale !== 1) ?? 1;
}

const ofDomain = new Map(
  'com=USD ca=CAD com.mx=MXN com.br=BRL co.uk=GBP de=EUR fr=EUR it=EUR es=EUR nl=EUR com.be=EUR ie=EUR at=EUR se=SEK pl=PLN cz=CZK hu=HUF ro=RON com.tr=TRY co.jp=JPY in=INR com.au=AUD sg=SGD ae=AED sa=SAR ch=CHF dk=DKK no=NOK'
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
);

/** Currencies of the marketplaces (`Amazon.de`, `Amazon.se`) that a column names in all rows; none for any other column. */
export function currenciesOfMarkets(texts: readonly string[]): string[] {
  const domains = [...new Set(texts)].map((text) => /^[a-z]{3,}\.([a-z]{2,3}(?:\.[a-z]{2})?)$/i.exec(text)?.[1]);
  const found = domains.map((domain) => ofDomain.get(domain?.toLowerCase() ?? ''));
  return found.every((each) => each !== undefined) ? [...new Set(found)] : [];
}
