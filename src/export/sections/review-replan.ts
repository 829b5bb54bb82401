import type { Content } from 'pdfmake/interfaces';
import type { PrintContext } from '#export/print-context.ts';
import type { ReviewDocument } from '#export/review-document.ts';
import { breakable } from '#export/sections/breakable.ts';
import { launchName, signedWords } from '#export/sections/review-words.ts';
import { ruledTable } from '#export/sections/ruled-table.ts';
import { sectionHeading } from '#export/sections/section-heading.ts';

/** Where the rest planned anew differs from the committed plan; nothing where it was not planned. */
export function reviewReplanSection(review: ReviewDocument, context: PrintContext): Content[] {
  const { t, formats, shortMoney } = context;
  const { replan, plan } = review;
  if (!replan) return [];
  const changed = replan.lines.filter(({ kind }) => kind !== 'frozen' && kind !== 'kept');
  const { mean, lo80, hi80 } = replan.gain;
  const where = (day: number | null, pieces: number): string =>
    day === null
      ? t('monitor:replan.out')
      : t('monitor:replan.pieces', { week: formats.shortDate(day), pieces: formats.count(pieces) });
  const finding =
    changed.length === 0
      ? t('monitor:replan.nothing')
      : t('monitor:replan.finding', { gain: shortMoney(mean), lo: shortMoney(lo80), hi: shortMoney(hi80) });
  const rows = changed.map((line) => [
    { text: breakable(launchName(review, line.candidateId, context), 20) },
    t(`monitor:replan.kind.${line.kind}`),
    {
      text: t(`monitor:replan.reasons.${line.reason}`, {
        source: t(`monitor:replan.levelFrom.${line.levelSource}`),
        change: formats.percent(Math.abs(line.levelFactor - 1)),
      }),
    },
    where(line.dayBefore, line.stockBefore),
    where(line.dayAfter, line.stockAfter),
    signedWords(line.gain, (value) => formats.money(value, plan.currency)),
  ]);
  const heads = ['product', 'what', 'reason', 'was', 'is', 'gain'] as const;
  return [
    sectionHeading(t('review.section.replan'), context),
    {
      text: context.sentences([
        finding,
        t('monitor:replan.unchanged', { count: replan.lines.length - changed.length }),
      ]),
      margin: [0, 0, 0, 8],
    },
    ...(rows.length > 0
      ? [
          ruledTable(
            heads.map((head) => t(`monitor:replan.${head}`)),
            rows,
            ['*', 52, 112, 80, 80, 58],
            3,
          ),
        ]
      : []),
  ];
}
