import type { Content } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import type { ReviewDocument } from '#export/review-document.ts';
import { timingWords } from '#export/review-words.ts';

/** What was committed, what is known since, how it came, and what it was made of. */
export const reviewSummaryChapter = defineChapter<ReviewDocument>({
  id: 'summary',
  title: null,
  isOptional: false,
  section: ({ plan, tracking, lessons, version }, context) => {
    const { t, formats, shortMoney } = context;
    const launches = plan.candidates.filter(({ launchDay }) => launchDay !== null);
    const committed = Math.floor(plan.committedAt / 86_400_000);
    const { mean, lo80, hi80 } = plan.profit;
    const known = [
      t('review.committed', { date: formats.date(committed), count: launches.length }),
      t(plan.hasCosts ? 'review.profit' : 'review.revenue', {
        ...{ mean: shortMoney(mean), lo: shortMoney(lo80), hi: shortMoney(hi80) },
      }),
      t('review.known', { count: tracking.weeksKnown, date: formats.date(tracking.asOf - 1) }),
      timingWords(lessons, context),
    ];
    const note: Content = { text: t('review.note', { note: plan.note }), style: 'quiet' };
    return [
      { text: context.sentences(known), style: 'lead' },
      ...(plan.note ? [note] : []),
      {
        text: t('review.trace', {
          ...{ fingerprint: plan.fingerprint.slice(0, 12), seed: plan.seed, seal: plan.seal, version },
        }),
        style: 'small',
      },
    ];
  },
});
