import { useTranslation } from 'react-i18next';
import type { ExploreGroup } from '#engine/explore/explore-panel.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { useFormats } from '#i18n/use-formats.ts';
import type { ExploreState } from '#state/explore/explore-store.ts';
import { Finding } from '#ui/feedback/finding.tsx';
import { capital, useExploreWords } from './explore-words.ts';

export interface ExploreProps {
  readonly panel: Panel;
  readonly result: NonNullable<ExploreState['result']>;
}

/** What the slice says in a sentence, and which part moved it most. */
export function ExploreFinding({ panel, result: { query, found } }: ExploreProps) {
  const { t } = useTranslation('explore');
  const formats = useFormats();
  const words = useExploreWords(panel, query.measure);
  const { from, to, total, comparedFrom, comparedTo, groups, priceBands, unknownCells } = found;
  const filters = words.filter(query.filter, priceBands);
  // The period of a filter is the time that is told anyway.
  const narrowed = filters.filter(({ id }) => id !== 'period').map((filter) => filter.words);
  const facts = {
    what: capital(narrowed.length > 0 ? formats.items(narrowed) : t('everything')),
    amount: t(`amount.${query.measure}`, { amount: words.short(total.value) }),
    span: words.span(found),
    before: words.thanCompared(query),
    percent: formats.percent(Math.abs(total.value / total.before - 1), 1),
  };
  const isCompared = comparedFrom !== null && total.before > 0;
  const rates = query.measure === 'price' ? (['higher', 'lower'] as const) : (['more', 'less'] as const);
  const trend = total.value > total.before ? rates[0] : total.value < total.before ? rates[1] : 'same';
  const basis: string[] = [];
  if (isCompared && query.grouping !== 'period' && groups.length > 1) {
    const change = ({ value, before }: ExploreGroup): number => (value || 0) - (before || 0);
    const most = groups.reduce((a, b) => (change(b) > change(a) ? b : a));
    const least = groups.reduce((a, b) => (change(b) < change(a) ? b : a));
    const named = (group: ExploreGroup): { name: string; change: string } => ({
      name: words.group(group.key, query, priceBands),
      change: formats.signed(change(group), words.short),
    });
    if (change(most) > 0) basis.push(t('finding.gained', named(most)));
    if (change(least) < 0) basis.push(t('finding.lost', named(least)));
  }
  if (query.comparison !== 'none' && comparedFrom === null) basis.push(t('finding.noComparison', facts));
  const length = to - from;
  const lengthBefore = (comparedTo ?? 0) - (comparedFrom ?? 0);
  if (isCompared && length !== lengthBefore) {
    const periods = (count: number): string => t(`span.count_${panel.period}`, { count });
    basis.push(t('finding.unequal', { now: periods(length), before: periods(lengthBefore) }));
  }
  const isByPromotion = query.grouping === 'promotion' || query.filter.promotion != null;
  if (isByPromotion && query.measure !== 'units') basis.push(t('finding.shared'));
  if (unknownCells > 0) basis.push(t('finding.unknown', { count: unknownCells }));
  return (
    <Finding basis={basis.join(formats.space)}>{t(isCompared ? `finding.${trend}` : 'finding.sum', facts)}</Finding>
  );
}
