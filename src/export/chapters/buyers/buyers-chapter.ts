import type { Content, TableCell } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { breakable, headingRoom, ruledTable, smallText } from '#export/page-blocks.ts';
import type { BuyersFacts, LaunchBuyers, PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor } from '#export/report-words.ts';

/** Points of heading, note and the first launch; other launches named of each. */
const tableRoom = 240;
const mostOthers = 4;

/** Who buys each launch: partners with their evidence, known buyers, and the launches that want the same buyers or help each other. */
export const buyersChapter = defineChapter<PlanDocument>({
  id: 'buyers',
  title: ({ t }) => t('pdf.section.buyers'),
  contents: (_plan, { t }) => t('step.contains.buyers'),
  isOptional: true,
  isThere: ({ buyers }) => buyers !== null,
  // The note with the table's first lines.
  room: ({ launches }) => (launches.some(({ buyers }) => buyers) ? tableRoom : headingRoom),
  section: ({ buyers, launches }, context) => (buyers ? sectionOf(buyers, launches, context) : []),
});

function sectionOf(facts: BuyersFacts, launches: readonly PlannedLaunch[], context: PrintContext): Content[] {
  const { t } = context;
  const rows = launches.flatMap((launch) => (launch.buyers ? [rowOf(launch, launch.buyers, facts, context)] : []));
  const note: Content = { text: noteOf(facts, context), style: 'note', margin: [0, 0, 0, 8] };
  if (rows.length === 0) return [note];
  return [
    note,
    ruledTable({
      heads: [
        t('pdf.buyers.launch'),
        t(`pdf.buyers.partners.${facts.basis}`),
        t('pdf.buyers.known'),
        t('pdf.buyers.others'),
      ],
      rows,
      widths: [104, '*', 76, 108],
      columns: 'llll',
    }),
  ];
}

/** What the figures rest on, and how they held up on earlier launches; what did not is left out, and said. */
function noteOf(
  { basis, baskets, customers, from, to, partners, audience }: BuyersFacts,
  context: PrintContext,
): string {
  const { t, formats } = context;
  const figures = ({
    cases,
    own,
    baseline,
  }: BuyersFacts['partners']): Record<'cases' | 'own' | 'baseline', string> => ({
    cases: formats.count(cases),
    own: formats.percent(own),
    baseline: formats.percent(baseline),
  });
  const days = { from: formats.date(from), to: formats.date(to) };
  return context.sentences([
    t(`demand:audience.detail.${basis}`, {
      ...days,
      baskets: formats.count(baskets),
      customers: formats.count(customers),
    }),
    partners.verdict === 'holds'
      ? t('demand:audience.partnersHow', figures(partners))
      : t(`demand:audience.partnersOut.${partners.verdict}`, figures(partners)),
    ...(customers === 0
      ? []
      : [
          audience.verdict === 'holds'
            ? t('demand:audience.topHow', figures(audience))
            : t(`demand:audience.topOut.${audience.verdict}`, figures(audience)),
        ]),
  ]);
}

function rowOf(
  launch: PlannedLaunch,
  { partners, known, others }: LaunchBuyers,
  { isSameForAll }: Pick<BuyersFacts, 'isSameForAll'>,
  context: PrintContext,
): (string | TableCell)[] {
  const { t, formats, currency, language } = context;
  const [name] = namesFor(launch, language);
  const partnerLines = partners.map((partner): Content => {
    const { bundle } = partner;
    const words = t('pdf.buyers.evidence', {
      together: formats.count(partner.together),
      baskets: formats.count(partner.baskets),
      chance: formats.count(partner.byChance),
    });
    const bundleWords =
      bundle &&
      t('demand:audience.bundleAt', {
        sum: formats.price(bundle.sum, currency),
        point: formats.price(bundle.point, currency),
      });
    return {
      stack: [
        { text: breakable(namesFor(partner, language)[0], 30) },
        smallText(formats.parts([words, bundleWords]), 40),
      ],
      margin: [0, 0, 0, 2],
    };
  });
  return [
    { stack: [{ text: breakable(name, 18), bold: true }, smallText(launch.id, 18)] },
    { stack: partnerLines.length > 0 ? partnerLines : ['–'] },
    known
      ? {
          stack: [
            { text: formats.count(known.median) },
            smallText(
              t(isSameForAll ? 'demand:audience.buyersSame' : 'demand:audience.buyersDetail', {
                lo: formats.count(known.lo80),
                hi: formats.count(known.hi80),
              }),
              16,
            ),
          ],
        }
      : '–',
    {
      stack:
        others.length > 0
          ? others.slice(0, mostOthers).map(
              (other): Content => ({
                stack: [
                  { text: breakable(namesFor(other, language)[0], 18) },
                  smallText(t(`demand:audience.relation.${other.relation}`), 18),
                ],
              }),
            )
          : ['–'],
    },
  ];
}
