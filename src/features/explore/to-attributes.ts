import type { Panel } from '#engine/panel/panel.ts';

/** An attribute of the product catalogue that products can be split by. */
export interface Attribute {
  readonly name: string;
  /** Values, the commonest first. */
  readonly values: readonly string[];
}

/** Attributes with more values than this name single products, not groups of them. */
const mostValues = 60;

/** Attributes with at least two values, and few enough to split by. */
export function attributesOf({ products }: Panel): Attribute[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { attributes = {} } of products) {
    for (const [name, value] of Object.entries(attributes)) {
      const values = counts.get(name) ?? new Map<string, number>();
      counts.set(name, values);
      values.set(value, (values.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, values]) => values.size > 1 && values.size <= mostValues)
    .map(([name, values]) => ({ name, values: [...values].sort((a, b) => b[1] - a[1]).map(([value]) => value) }));
}
