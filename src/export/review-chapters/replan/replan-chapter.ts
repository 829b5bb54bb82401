import { defineChapter } from '#export/chapters/define-chapter.ts';
import { breakable, ruledTable } from '#export/page-blocks.ts';
import type { PrintContext } from '#export/print-context.ts';
import { launchName, type ReviewDocument } from '#export/review-document.ts';
import { isChanged, replanFinding, replanLineWords } from '#export/review-words.ts';

/** Where the rest planned anew differs from the committed plan. */
export const replanChapter = defineChapter<ReviewDocument>({
  id: 'replan',
  title: ({ t }) => t('review.section.replan'),
  isOptional: false,
  isThere: ({ replan }) => replan !== null,
  section: (review, context) => {
    const replan = review.replan as NonNullable<ReviewDocument['replan']>;
    const isAny = replan.lines.some(isChanged);
    return [
      { text: replanFinding(replan, context), margin: [0, 0, 0, 8] },
      ...(isAny ? [linesTable(review, replan, context)] : []),
    ];
  },
});

function linesTable(review: ReviewDocument, { lines }: NonNullable<ReviewDocument['replan']>, context: PrintContext) {
  const heads = ['product', 'what', 'reason', 'was', 'is', 'gain'] as const;
  return ruledTable({
    heads: heads.map((head) => context.t(`monitor:replan.${head}`)),
    rows: lines.filter(isChanged).map((line) => {
      const { what, reason, was, is, gain } = replanLineWords(line, context);
      return [{ text: breakable(launchName(review, line.candidateId, context), 20) }, what, reason, was, is, gain];
    }),
    widths: ['*', 52, 112, 80, 80, 58],
    columns: 'lllrrr',
    fontSize: 8,
  });
}
