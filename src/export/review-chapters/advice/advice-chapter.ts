import type { Content } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { breakable } from '#export/page-blocks.ts';
import { launchName, type ReviewDocument } from '#export/review-document.ts';
import { adviceWords } from '#export/review-words.ts';

/** What could be done about the launches, in money, with what would change it. */
export const adviceChapter = defineChapter<ReviewDocument>({
  id: 'advice',
  title: ({ t }) => t('review.section.advice'),
  isOptional: false,
  section: (review, context) => {
    const { t } = context;
    const nameOf = (id: string): string => launchName(review, id, context);
    const advised = review.tracking.launches.filter(({ advice }) => advice.length > 0);
    const blocks = advised.map(
      ({ candidateId, advice }): Content => ({
        unbreakable: true,
        margin: [0, 0, 0, 7],
        stack: [
          { text: breakable(nameOf(candidateId), 40), bold: true },
          ...advice.map((each): Content => {
            const { action, gain, turns } = adviceWords(each, nameOf, context);
            return { text: context.sentences([action, gain, turns]), style: 'reason', margin: [0, 2, 0, 0] };
          }),
        ],
      }),
    );
    return [
      { text: t('monitor:advice.detail'), style: 'note', margin: [0, 0, 0, 6] },
      ...(blocks.length > 0
        ? blocks
        : [{ text: t(review.plan.hasCosts ? 'review.noAdvice' : 'monitor:advice.noCosts') }]),
    ];
  },
});
