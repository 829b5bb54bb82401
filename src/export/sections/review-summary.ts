import type { Content, ContentText } from 'pdfmake/interfaces';
import type { PrintContext } from '#export/print-context.ts';
import type { ReviewDocument } from '#export/review-document.ts';

/** First page: what was committed, what is known since, how it came, and what was learnt in a paragraph. */
export function reviewSummary(review: ReviewDocument, context: PrintContext, title: string): Content[] {
  const { t, formats, shortMoney, outlineParent } = context;
  const { plan, tracking, lessons } = review;
  const launches = plan.candidates.filter(({ launchDay }) => launchDay !== null);
  const committed = Math.floor(plan.committedAt / 86_400_000);
  const { mean, lo80, hi80 } = plan.profit;
  const outline = { outline: true, ...(outlineParent ? { id: outlineParent, outlineExpanded: true } : {}) };
  const { timing } = lessons;
  const known = [
    t('review.committed', { date: formats.date(committed), count: launches.length }),
    t(plan.hasCosts ? 'review.profit' : 'review.revenue', {
      ...{ mean: shortMoney(mean), lo: shortMoney(lo80), hi: shortMoney(hi80) },
    }),
    t('review.known', { count: tracking.weeksKnown, date: formats.date(tracking.asOf - 1) }),
    t('monitor:lessons.timing', {
      ...{ onTime: formats.count(timing.onTime), early: formats.count(timing.early) },
      ...{ late: formats.count(timing.late), missing: formats.count(timing.missing) },
      weeks: formats.count(lessons.stockOutWeeks),
    }),
  ];
  return [
    {
      columns: [
        { text: t('pdf.brandLine', { brand: t('pdf.brand'), kind: t('review.kind') }), style: 'brand' },
        { text: t('review.made', { date: formats.date(review.madeOn) }), style: 'made' },
      ],
    },
    { text: title, style: 'title', ...outline } as ContentText,
    { text: context.sentences(known), style: 'lead' },
    ...(plan.note ? [{ text: t('review.note', { note: plan.note }), style: 'quiet' } as Content] : []),
    {
      text: t('review.trace', {
        ...{ fingerprint: plan.fingerprint.slice(0, 12), seed: plan.seed, seal: plan.seal, version: review.version },
      }),
      style: 'small',
    },
  ];
}
