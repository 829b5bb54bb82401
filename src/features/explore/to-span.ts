import type { ExploreSpan } from '#engine/explore/explore-query.ts';
import type { Panel } from '#engine/panel/panel.ts';

interface SpanChoice {
  readonly id: string;
  /** Null: everything. */
  readonly periods: number | null;
}

/** Spans worth offering for a panel of this length, and which of them is chosen. */
export function resolvableSpan(
  { period, periods }: Panel,
  span: ExploreSpan,
): { readonly spans: readonly SpanChoice[]; readonly value: string } {
  const usual = period === 'month' ? [3, 6, 12, 24] : [4, 13, 26, 52, 104];
  const chosen = span.kind === 'last' ? [span.periods] : [];
  const lengths = [...new Set([...usual.filter((length) => length < periods), ...chosen])].sort((a, b) => a - b);
  const spans = [...lengths.map((length) => ({ id: String(length), periods: length })), { id: 'all', periods: null }];
  return { spans, value: span.kind === 'last' ? String(span.periods) : 'all' };
}
