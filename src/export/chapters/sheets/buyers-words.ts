import type { BuyersFacts, LaunchBuyers } from '#export/plan-document.ts';
import { namesFor, type ReportWords } from '#export/report-words.ts';

/** Other launches named of each. */
const mostOthers = 4;

/** What the figures of buyers rest on, and how they held up on earlier launches; what did not is left out, and said. */
export function buyersNote(
  { basis, baskets, customers, from, to, partners, audience }: BuyersFacts,
  { t, formats }: ReportWords,
): string {
  const figures = ({ cases, own, baseline }: BuyersFacts['partners']) => ({
    ...{ cases: formats.count(cases), own: formats.percent(own), baseline: formats.percent(baseline) },
  });
  const days = { from: formats.date(from), to: formats.date(to) };
  return formats.sentences([
    t(`demand:audience.detail.${basis}`, {
      ...days,
      baskets: formats.count(baskets),
      customers: formats.count(customers),
    }),
    partners.verdict === 'holds'
      ? t('demand:audience.partnersHow', figures(partners))
      : t(`demand:audience.partnersOut.${partners.verdict}`, figures(partners)),
    customers > 0 &&
      (audience.verdict === 'holds'
        ? t('demand:audience.topHow', figures(audience))
        : t(`demand:audience.topOut.${audience.verdict}`, figures(audience))),
  ]);
}

/** What a launch is bought with, by how many known customers, and which other launches want them or help it. */
export function buyersSentences(
  { partners, known, others }: LaunchBuyers,
  { basis, isSameForAll }: Pick<BuyersFacts, 'basis' | 'isSameForAll'>,
  { t, formats, currency, language }: ReportWords,
): string[] {
  const said = partners.map(({ together, baskets, byChance, bundle, ...names }) => {
    const evidence = t('pdf.sheet.evidence', {
      together: formats.count(together),
      baskets: formats.count(baskets),
      chance: formats.count(byChance),
    });
    const price = (value: number): string => formats.price(value, currency);
    const offer = bundle && t('demand:audience.bundleAt', { sum: price(bundle.sum), point: price(bundle.point) });
    return formats.bracketed(namesFor(names, language)[0], formats.parts([evidence, offer]));
  });
  const range = known && { lo: formats.count(known.lo80), hi: formats.count(known.hi80) };
  const shared = others
    .slice(0, mostOthers)
    .map(({ relation, ...names }) =>
      formats.bracketed(namesFor(names, language)[0], t(`demand:audience.relation.${relation}`)),
    );
  const told = (what: string, list: readonly string[]): string =>
    list.length > 0 ? t('pdf.sheet.told', { what, list: formats.parts(list) }) : '';
  return [
    told(t(`pdf.sheet.partners.${basis}`), said),
    known && range
      ? told(t('demand:audience.buyers'), [
          formats.bracketed(
            formats.count(known.median),
            t(isSameForAll ? 'demand:audience.buyersSame' : 'demand:audience.buyersDetail', range),
          ),
        ])
      : '',
    told(t('pdf.sheet.others'), shared),
  ].filter((sentence) => sentence !== '');
}
