import type { Panel } from '#engine/panel/panel.ts';

/** An attribute of the product catalogue that products can be split by. */
export interface Attribute {
  readonly name: string;
  /** Values, the commonest first. */
  readonly values: readonly string[];
}

/** Attributes with more values than this name single products, not groups of them. */
const mostValues = 60;
/** Share of the products beyond which values are mostly measured, or mostly different. */
const mostly = 0.5;

/**
 * Attributes that products can be split by: at least two values and at most 60, no more than half as many of them as products
 * that have one, and most of the products with a value that is neither a number nor a date (see `docs/methods/exploring.md`).
 */
export function attributesOf({ products }: Panel): Attribute[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { attributes = {} } of products) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === '') continue;
      const values = counts.get(name) ?? new Map<string, number>();
      counts.set(name, values);
      values.set(value, (values.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, values]) => values.size > 1 && values.size <= mostValues && areGroups(values))
    .map(([name, values]) => ({ name, values: [...values].sort((a, b) => b[1] - a[1]).map(([value]) => value) }));
}

function areGroups(values: ReadonlyMap<string, number>): boolean {
  let products = 0;
  let measured = 0;
  for (const [value, count] of values) {
    products += count;
    if (isNumber(value) || isDate(value)) measured += count;
  }
  return values.size <= products * mostly && measured <= products * mostly;
}

/** 12, -1,234.5, 89.00, ¥59, 59元, 30 %. */
function isNumber(value: string): boolean {
  return /^[-+−]?\s*\p{Sc}?\s*\d[\d\s., ]*\s*(?:\p{Sc}|%|％|元|[A-Z]{3})?$/u.test(value.trim());
}

/** 2024-05-01, 1/5/2024, 2024年5月, with or without a time. */
function isDate(value: string): boolean {
  return /^\d{1,4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{0,4}日?)?(?:[T\s]\d{1,2}:\d{2}.*)?$/u.test(value.trim());
}
