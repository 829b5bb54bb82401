import { isoWeek } from '#engine/calendar/epoch-day.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { ReportWords } from '#export/report-words.ts';

/** The report's title: the user's, else the weeks that it plans. */
export function planTitle(plan: PlanDocument, words: ReportWords): string {
  if (plan.title) return plan.title;
  const last = plan.asked.start + 7 * (plan.asked.weeks - 1);
  const [from, to] = [isoWeek(plan.asked.start), isoWeek(last)];
  return from.year === to.year
    ? words.t('pdf.titleOneYear', { year: from.year, from: from.week, to: to.week })
    : words.t('pdf.title', { from: words.week(plan.asked.start), to: words.week(last) });
}

/** The finding's sentences, the most important first: what launches and what it earns stand in the first two. */
export function findingSentences(plan: PlanDocument, words: ReportWords): readonly string[] {
  const { t, formats, shortMoney } = words;
  const { headline, launches, asked } = plan;
  const weeks = launches.map((launch) => launch.week);
  const sentences: string[] = [];
  if (launches.length === 0) sentences.push(t('pdf.summary.none'));
  else {
    const span = { from: formats.date(Math.min(...weeks)), to: formats.date(Math.max(...weeks)) };
    sentences.push(t('pdf.summary.plan', { count: launches.length, candidates: asked.candidates, ...span }));
  }
  if (asked.hasCosts) {
    sentences.push(
      t('pdf.summary.profit', { profit: shortMoney(headline.profit), revenue: shortMoney(headline.revenue) }),
    );
    const tail = { share: formats.percent(headline.tailShare), tail: shortMoney(headline.tailProfit) };
    sentences.push(t('pdf.summary.tail', tail));
  } else {
    // The figure that the plan was made for: after what launches take from each other, as on screen.
    sentences.push(t('pdf.summary.revenue', { revenue: shortMoney(headline.profit) }));
  }
  // A draft is said first: its figures are read in that light.
  if (headline.draft.length > 0) {
    const why = headline.draft.map((reason) =>
      t(`pdf.draft.${reason}`, { count: Math.round(headline.weeksOfSales) || 0 }),
    );
    return [words.sentences([t('pdf.draft.title'), ...why]), ...sentences];
  }
  const baseline = baselineSentence(plan, words);
  if (baseline !== null) sentences.push(baseline);
  if (headline.gap !== null) {
    const over = t(`pdf.summary.over.${headline.decidesOffers ? 'offers' : 'weeks'}`);
    const gap = { gap: formats.percent(Math.max(headline.gap, 0.0001), 2), over };
    const aim = asked.hasCosts ? '' : 'Sales';
    sentences.push(headline.gap === 0 ? t(`pdf.summary.best${aim}`, { over }) : t(`pdf.summary.gap${aim}`, gap));
    sentences.push(t(headline.decidesOffers ? 'pdf.summary.notCoveredOffers' : 'pdf.summary.notCovered'));
  }
  if (headline.isOfOtherRules) sentences.push(t('pdf.summary.otherRules'));
  if (headline.broken > 0) sentences.push(t('pdf.summary.broken', { count: headline.broken }));
  return sentences;
}

/** What the original weeks would earn, never without the rules that they break; null: unknown under the rules of now. */
function baselineSentence({ headline, asked }: PlanDocument, { t, shortMoney }: ReportWords): string | null {
  if (headline.baselineProfit === null || headline.isOfOtherRules || headline.broken > 0) return null;
  const difference = headline.profit - headline.baselineProfit;
  const figures = { baseline: shortMoney(headline.baselineProfit), difference: shortMoney(Math.abs(difference)) };
  if (headline.baselineBroken > 0) {
    const key = asked.hasCosts ? 'pdf.summary.breaks' : 'pdf.summary.breaksSales';
    return t(key, { ...figures, count: headline.baselineBroken });
  }
  const side = difference >= 0 ? 'better' : 'worse';
  return t(asked.hasCosts ? `pdf.summary.${side}` : `pdf.summary.${side}Sales`, figures);
}
