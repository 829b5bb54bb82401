import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt } from '#ingest/roles/column-roles.ts';
import { type HeadingMeaning, headingWords } from '#ingest/understanding/heading-words.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';

/** A column that says what each row is, and by which of its kinds a row is no sale: a charge, or a movement of goods. */
export interface LineKind {
  readonly column: number;
  readonly by: 'charge' | 'movement';
}

const charges: readonly HeadingMeaning[] = ['fee', 'tax', 'freight', 'advert', 'discount'];
/** Charges beside articles only: elsewhere they are kinds of documents and ways to send. */
const besideArticles: readonly HeadingMeaning[] = ['ship', 'pay', 'bank', 'document'];
const wrapped =
  /surcharge|(?:gift|geschenk)[\s_-]?(?:wrap|verpackung)|emballage[\s_-]cadeau|envoltorio|confezione[\s_-]regalo|(?:auf|zu)schlag|toeslag|suppl[eé]ment|recargo|dopłat|příplat|наценк|надбавк|礼品包装|附加费|ラッピング|선물\s?포장/i;
const mostMixed = 8;

/** Whether a text names a charge, whatever stands beside it. */
function isOwnCharge(text: string): boolean {
  const means = meaningsOf(text);
  // A delivery note is a document.
  return (
    wrapped.test(text) || charges.some((each) => means.has(each) && !(each === 'freight' && means.has('document')))
  );
}

/** Whether a cell of a column of kinds names a charge and nothing sold: `Product charges` are what the product cost. */
export function isCharge(text: string): boolean {
  const means = meaningsOf(text);
  if (means.has('product') && /charges?(?![a-z])/i.test(text)) return false;
  if (isOwnCharge(text)) return !means.has('excluding');
  const isSold = means.has('product') || means.has('sold') || means.has('order');
  return !isSold && besideArticles.some((each) => means.has(each));
}

/** Whether a cell of a column of kinds of movements names another one than a sale. */
export function isOtherMovement(text: string): boolean {
  return text !== '' && !meaningsOf(text).has('sold');
}

/**
 * What a column says of the kinds of rows; null where it names no charges. `share`: of the rows that name one; `isMixed`:
 * some name an article, and there are few kinds; `isApart`: all name a charge or an article, and no product has both.
 */
export function chargesIn({ index, role, name }: ColumnReport, columns: readonly ColumnReport[], table: TableEvidence) {
  const { distinct, numberShare, dateShare } = table.profiles[index];
  if (distinct < 2 || distinct > 60 || numberShare + dateShare > 0.1 || role === 'product') return null;
  // How a price was lowered is said of an article.
  if (saysAny(name, ['discount', 'promotion'])) return null;
  const kinds = table.rows.map((_, row) => table.text(row, index));
  const said = new Map([...new Set(kinds)].map((text) => [text, isCharge(text)]));
  const charged = [...kinds.keys()].filter((row) => said.get(kinds[row]));
  const others = [...said.keys()].filter((text) => text !== '' && !said.get(text));
  const articles = others.filter((text) => meaningsOf(text).has('product'));
  // Without one of them they are kinds of documents, or ways to pay or send.
  // Under a heading of states `배송중` is how far an order has come.
  const isKind = (text: string): boolean =>
    headingWords(text).every(({ means }) => means.length > 0 && !means.includes('finish') && !means.includes('status'));
  if (meaningsOf(name).has('status') && ![...said.keys()].every(isKind)) return null;
  const isOfCharges = articles.length > 0 || [...said.keys()].some(isOwnCharge);
  if (charged.length === 0 || !isOfCharges) return null;
  const isMixed = distinct <= mostMixed && articles.length > 0;
  const product = (roleAt(columns, 'product') ?? roleAt(columns, 'name'))?.index ?? index;
  const sold = new Set(kinds.flatMap((text, row) => (said.get(text) ? [] : [table.text(row, product)])));
  const isApart =
    isMixed &&
    role !== 'name' &&
    articles.length === others.length &&
    !charged.some((row) => sold.has(table.text(row, product)));
  return { share: charged.length / kinds.length, isMixed, isApart };
}
