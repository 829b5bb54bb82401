import { normaliseName } from '#ingest/understanding/column-names.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';

/**
 * The headings as they are to be understood. In an export of orders with their lines (`Lineitem sku`, `Lineitem price`:
 * Shopify) the plain headings belong to the order: its name is its number, its totals are no line's amount.
 */
export function headingsInContext(names: readonly string[]): string[] {
  if (!names.some((name) => /^line\s?item\b/i.test(name.trim()))) return [...names];
  return names.map((name) => {
    const plain = normaliseName(name);
    if (plain === 'name') return 'order name';
    return /^(subtotal|total|taxes|tax|shipping|discount amount|id)$/.test(plain) ? '' : name;
  });
}

/** A heading of counts (`客户数`, `Customers`, `No. of orders`) names nobody, though it holds the word for somebody. */
export function saysCount(name: string, profile: ColumnProfile): boolean {
  if (profile.numberShare < 0.8) return false;
  const plain = normaliseName(name);
  if (/(数|数量|人数|次数|笔数|率|占比)$/.test(plain)) return true;
  return /^(number|no|count|total) of |( count| rate| items)$|^(orders|customers|buyers|users|members|transactions|invoices|receipts)$/.test(
    plain,
  );
}

/** What is taken off a sale, or comes on top of it, is not the sale: refunds, taxes, postage, fees. */
export function saysBeside(name: string): boolean {
  return /\b(refund\w*|return(s|ed)?|tax(es)?|vat|shipping|postage|discounts?|fees?|commission|tips?)\b|退款|退货|税额|税费|运费|邮费|优惠|佣金|手续费/i.test(
    normaliseName(name),
  );
}

/** A type may be that of a document or of a product: the cells have to tell. */
export function saysType(name: string): boolean {
  return /\btype\b|类型$/i.test(normaliseName(name));
}

/** `商品状态` says whether a product is on sale, not what became of an order. */
export function saysListingState(name: string): boolean {
  return /^(商品|产品|宝贝|货品|上架|listing|product)\s*(状态|status|state)/i.test(name.trim());
}
