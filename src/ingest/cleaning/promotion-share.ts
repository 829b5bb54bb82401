import { parseMicro } from '#ingest/values/parse-micro.ts';

const no = /^(|0|no|n|false|f|none|null|-|—|–|否|无|不|没有|非促销|平日|日常)$/i;

/** Share of a row's pieces sold under a promotion: 0 or 1 for yes, no and names of promotions, the number for a share. */
export function promotionShare(cell: string): number {
  if (cell === '' || no.test(cell)) return 0;
  const value = parseMicro(cell) / 1e6;
  if (Number.isNaN(value)) return 1;
  return Math.min(1, Math.max(0, value));
}
