import { plainDigits } from '#ingest/values/plain-digits.ts';

/**
 * Decimal text to an integer count of millionths, so that money adds up exactly: 2.55 is 2550000. Integers stay exact up
 * to 9 007 199 254 (2^53 millionths); beyond that the last millionths are rounded. More than six decimals are rounded
 * half away from zero. `NaN` for text that is no number, and for one that no shop has ({@link largestMicro}).
 *
 * Read without a look at the slow path: optional minus, digits, optional decimal point and digits. Read by the slow path:
 * thousands separators (`1,234.50`, `1 234,50`, `1'234.50`, with any apostrophe), decimal commas (when `decimalComma`), currency signs and
 * codes, `元`, `件`, `万` and `亿`, accounting brackets `(12)`, a trailing minus, per cent, exponents, full-width digits
 * and those of other scripts, an apostrophe in front.
 */
export function parseMicro(text: string, decimalComma = false): number {
  const length = text.length;
  if (length === 0) return Number.NaN;
  let position = 0;
  let negative = false;
  if (text.charCodeAt(0) === 45) {
    negative = true;
    position = 1;
  }
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (; position < length; position++) {
    const code = text.charCodeAt(position);
    if (code >= 48 && code <= 57) {
      mantissa = mantissa * 10 + (code - 48);
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if (code === 46 && decimals < 0 && !decimalComma) decimals = 0;
    else return parseUnusual(text, decimalComma);
  }
  if (digits === 0) return Number.NaN;
  if (digits > 15 || decimals > 6) return fromDigits(text.replace('-', ''), negative);
  const micro = mantissa * (decimals <= 0 ? 1e6 : powers[6 - decimals]);
  return negative ? -micro : micro;
}

const powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/** Products and sums of such numbers are finite; nothing that is sold costs or counts as much. */
const largestMicro = 1e36;
const mostDigits = 30;

/** Unsigned plain decimal of any length. */
function fromDigits(text: string, negative: boolean): number {
  const [whole, fraction = ''] = text.split('.');
  if (whole.replace(/^0+/, '').length > mostDigits) return Number.NaN;
  const kept = BigInt(`${whole || '0'}${fraction.slice(0, 6).padEnd(6, '0')}`);
  const micro = Number(fraction.charCodeAt(6) >= 53 ? kept + 1n : kept);
  return negative ? -micro : micro;
}

const multipliers: Readonly<Record<string, number>> = {
  千: 1e3,
  万: 1e4,
  萬: 1e4,
  亿: 1e8,
  億: 1e8,
  k: 1e3,
  K: 1e3,
  w: 1e4,
  W: 1e4,
};

// Currency signs and codes, and the counting words that Chinese exports put behind a number.
const currencyBefore =
  /^(?:(?:CN|JP)?[¥￥]|(?:US|HK|NT|CA|AU|NZ|MX|RD|COL|[ABCJNRS])?\$|[£€₩₹₫฿₱₽₺₴₦₵₸₼₾₪₲₡৳]|S\/\.?|RMB|CNY|USD|GBP|EUR|HKD|TWD|SGD|CAD|AUD|NZD|MXN|BRL|JPY|KRW|INR|CHF|SEK|NOK|DKK|PLN|THB|MYR|TRY|IDR|VND|PHP|ZAR|SAR|AED|UAH|RM|Rp\.?|Rs\.?|kr\.?|Fr\.?|R(?=-?\d[\d ,.]*[.,]\d\d$)|(?:R|[KTU]Shs?|KES|NGN|GHS|EGP|MAD|QAR|KWD|ILS|PKR|BDT|LKR|KZT|PEN|CLP|COP|ARS|CZK|HUF|RON|Dhs?|Tk|Bs|GH₵)\.?(?=\s))\s*/i;
const unitAfter =
  /\s*(?:[¥￥$£€₩₹₫฿₱₽₺₴₦₵₸₼₾₪₲₡৳đ]|RMB|CNY|USD|GBP|EUR|HKD|TWD|SGD|CAD|AUD|NZD|MXN|BRL|JPY|KRW|INR|CHF|SEK|NOK|DKK|PLN|THB|MYR|TRY|TL|CZK|Kč|HUF|Ft|RON|lei|BGN|лв|RSD|дин|din|KZT|тг|GEL|MAD|DH|EGP|NGN|KES|GHS|CLP|COP|PEN|ARS|ILS|PKR|IDR|VND|PHP|ZAR|SAR|AED|UAH|kr|zł|грн|руб|р|원|円|元|圆|块|件|个|個|点|개|只|盒|套|瓶|箱|条|双|本|次|人|天|秒|周|шт|nos?|ea|ks|(?<=\s)(?:db|kpl|kom|vnt|gab|buc|τεμ|adet)|szt|stk|stück|st|pz|ud?s?|(?<=\d\s?)[x×]|pcs?|pieces?|units?|weeks?|days?|sec(?:onds)?|s)\.?$/i;

/** A text in ASCII that begins with a letter is a number only behind a currency. */
const beginsWithLetter = /^[A-Za-z][ -~]*$/;

function parseUnusual(raw: string, decimalComma: boolean): number {
  if (beginsWithLetter.test(raw) && !currencyBefore.test(raw)) return Number.NaN;
  let text = plainDigits(raw.normalize('NFKC'))
    .trim()
    // Spreadsheets take what has an apostrophe in front for text.
    .replace(/^['’‘]\s*(?=[\d.,+-])/, '')
    .replace(/[−–—]/g, '-')
    // `120,-`: no cents.
    .replace(/(?<=\d)[.,]-+(?=\s|$)/, '')
    .replace(/(?<=\d)[’‘ʼ`´](?=\d)/g, "'");
  let negative = false;
  if (/^\(.*\)$/.test(text)) {
    negative = true;
    text = text.slice(1, -1).trim();
  }
  const sign = /^([+-])\s*/.exec(text);
  if (sign) {
    negative = negative !== (sign[1] === '-');
    text = text.slice(sign[0].length);
  }
  text = text.replace(currencyBefore, '');
  const innerSign = /^-\s*(?=\d)/.exec(text);
  if (innerSign) {
    negative = !negative;
    text = text.slice(innerSign[0].length);
  }
  let factor = 1;
  if (text.endsWith('%')) {
    factor = 0.01;
    text = text.slice(0, -1).trim();
  } else {
    text = text.replace(/(?<=\d)\s*\/\s*\p{L}{1,6}\.?$/u, '').replace(unitAfter, '');
    const multiplier = multipliers[text.slice(-1)];
    if (multiplier) {
      factor = multiplier;
      text = text.slice(0, -1).trim();
    }
  }
  if (text.endsWith('-')) {
    negative = !negative;
    text = text.slice(0, -1).trim();
  }
  const exponent = /^\d+(?:\.\d*)?e[+-]?\d{1,2}$/i.test(text);
  if (exponent) return finish(Math.round(Number(text) * 1e6), factor, negative);
  const plain = withoutGroups(text, decimalComma);
  if (plain === null) return Number.NaN;
  return finish(fromDigits(plain, false), factor, negative);
}

function finish(micro: number, factor: number, negative: boolean): number {
  const scaled = factor === 1 ? micro : factor === 0.01 ? Math.round(micro / 100) : micro * factor;
  if (scaled > largestMicro) return Number.NaN;
  return negative ? -scaled : scaled;
}

// India groups by two beyond the thousands: 1,35,000.
const groupedWithPoint = /^(\d{1,3}(?:[,\s']\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d*)(?:\.(\d*))?$/;
const groupedWithComma = /^(\d{1,3}(?:[.\s']\d{3})+|\d*)(?:,(\d*))?$/;

/** Digits with a decimal point, or null when the grouping makes no sense. */
function withoutGroups(text: string, decimalComma: boolean): string | null {
  const grouped = (decimalComma ? groupedWithComma : groupedWithPoint).exec(text);
  if (!grouped) return null;
  const whole = grouped[1].replace(/\D/g, '');
  const fraction = grouped[2] ?? '';
  if (whole === '' && fraction === '') return null;
  return `${whole || '0'}.${fraction}`;
}

/**
 * How many more cells of a column write decimals with a comma than with a point, counting those that can mean one thing
 * only (`1.234,50`, `12,5`, `1234,567`, `1.234.567`, against `1,234.50`, `12.5`): 0 for a column of `1,234` alone. `cells`: with how often each is there.
 */
export function decimalEvidence(cells: Iterable<readonly [cell: string, times: number]>): number {
  let evidence = 0;
  for (const [cell, times] of cells) {
    if (withoutMark.test(cell)) continue;
    const text = cell
      .normalize('NFKC')
      .replace(/[^\d.,]/g, '')
      .replace(/^\.+/, '');
    if (
      (withoutCents.test(cell.trim()) && /^[1-9]\d{0,2}(\.\d{3})+$/.test(text)) ||
      /^\d{1,3}((\.\d{3})+,\d+|(\.\d{3}){2,})$/.test(text) ||
      /^(\d+,(\d{1,2}|\d{4,})|\d{4,},\d{3})$/.test(text) ||
      /^0,\d+$/.test(text)
    )
      evidence += times;
    else if (
      /^\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})$/.test(text) ||
      /^(\d+\.(\d{1,2}|\d{4,})|\d{4,}\.\d{3})$/.test(text)
    )
      evidence -= times;
  }
  return evidence;
}

/** Rupiah and dong, which have no smaller part in use: a point parts their thousands. */
const withoutCents = /^-?\s*(?:rp|idr)(?![a-z])|(?:₫|đ|vnđ|vnd|idr)$/i;

/** ASCII without points and commas. */
const withoutMark = /^[\0-+\x2d/-\x7f]*$/;

/** Cells that a statement about how numbers are written needs. */
const leastWritten = 5;

/**
 * Whether nothing in a column says if its mark parts thousands or decimals: each cell has one to three digits, the mark and three
 * digits, beside its currency, or no mark and up to three digits. A comma alone parts thousands, unless the file itself is parted as where decimals have a comma (`mayBeComma`).
 */
export function isEitherWay(cells: readonly string[], mayBeComma: boolean): boolean {
  const filled = cells
    .map((cell) => cell.replace(/^(-?)[^\d-]+/, '$1').replace(/\D+$/, ''))
    .filter((cell) => cell !== '' && !/^-?\d{1,3}$/.test(cell));
  const pattern = mayBeComma ? /^-?[1-9]\d{0,2}([.,])\d{3}$/ : /^-?[1-9]\d{0,2}(\.)\d{3}$/;
  const marks = new Set(filled.map((cell) => pattern.exec(cell)?.[1] ?? ''));
  return filled.length >= leastWritten && marks.size === 1 && !marks.has('');
}

/** Whether figures are whole numbers up to 999 and beyond that `1.234` alone. */
export function mayGroupByPoint(cells: readonly string[]): boolean {
  const figures = cells.filter((cell) => /\d/.test(cell));
  return figures.length > 0 && figures.every((cell) => /^(?:\d{1,3}|[1-9]\d{0,2}\.\d{3})$/.test(cell));
}

/** Of figures of which others are beyond a thousand. */
const leastGrouped = 20;

/** Whether a column says by itself, where nothing speaks against it, that the point parts thousands: there are both kinds of such figures. */
export function groupsByPoint(cells: readonly string[]): boolean {
  const figures = cells.filter((cell) => /\d/.test(cell));
  const whole = figures.filter((cell) => !cell.includes('.')).map(Number);
  const small = whole.filter((number) => number > 0).sort((a, b) => a - b);
  // `2` beside `1.345` may be pieces beside kilograms.
  const areLarge = small.length === 0 || small[small.length >> 1] >= leastGrouped;
  return (
    figures.length - whole.length >= 3 && whole.length >= figures.length * 0.3 && areLarge && mayGroupByPoint(cells)
  );
}
