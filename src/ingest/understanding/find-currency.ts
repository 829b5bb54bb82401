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

/** Whether the currency column or the headings of the money columns name such a one. */
export function hasThousandParts(columns: readonly ColumnReport[]): boolean {
  return columns.some(
    ({ role, name, evidence }) =>
      ofThousandParts.test(role === 'currency' ? (evidence.commonest ?? '') : '') ||
      (roleOf(role)?.isMoney === true && ofThousandParts.test(name.replace(/_/g, ' '))),
  );
}

/** How many major units one unit of the money columns is: 1000000 for "turnover in million", 10000 for 万元. */
export function findMoneyScale(columns: readonly ColumnReport[]): number {
  for (const column of columns) {
    if (!roleOf(column.role)?.isMoney) continue;
    if (/million|百万/i.test(column.name)) return 1e6;
    if (/万元|\(万\)|（万）/.test(column.name)) return 1e4;
    if (/thousand|千元|\bk(usd|eur|gbp)\b/i.test(column.name)) return 1e3;
    if (/亿元/.test(column.name)) return 1e8;
  }
  return 1;
}
