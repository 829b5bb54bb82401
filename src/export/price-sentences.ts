import type { PriceResponse } from '#engine/pricing/price-response.ts';
import type { ReportWords } from '#export/report-words.ts';
import { localName } from '#i18n/local-name.ts';

/** What the price of a launch rests on. */
export interface PriceAdvice {
  /** Of its category; null: it is not known what a price does. */
  readonly response: PriceResponse | null;
  /** Price of the forecast. */
  readonly planPrice: number;
  /** What the plan's prices bring over the manager's is known, and the elasticity at which it is gone; absent: they are the manager's. */
  readonly gain?: { readonly flipsAt: number | null };
  /** The manager keeps the price. */
  readonly isKept: boolean;
  /** The test that would tell; null: there is none. */
  readonly test: { readonly products: number; readonly weeks: number } | null;
}

/** On how many products it was measured and at which response the advice flips, or why the data can't say and what would: a sentence each. */
export function priceSentences({ response, planPrice, gain, isKept, test }: PriceAdvice, words: ReportWords): string[] {
  const { t, formats, currency, language } = words;
  const { evidence } = response ?? {};
  const figures = {
    category: localName(language, response?.category ?? ''),
    products: formats.count(evidence?.movedProducts ?? 0),
    weeks: formats.count(evidence?.movedWeeks ?? 0),
    all: formats.count(evidence?.weeks ?? 0),
    share: formats.percent(Math.min(1, evidence?.shareDiscount ?? 0)),
    common: formats.percent(evidence?.shareCommon ?? 0),
    tier: formats.percent(1 - 2 ** (evidence?.tierSlope ?? 0)),
  };
  if (response?.verdict !== 'estimate' || !response.newProduct)
    return [
      response?.reason ? t(`demand:candidates.price.refused.${response.reason}`, figures) : t('plan:offer.unknown'),
      t('plan:offer.refused'),
      ...(test ? [t('plan:offer.test', { count: test.products, weeks: test.weeks })] : []),
    ];
  const { seenFrom, seenTo } = response.evidence;
  const measured = { products: figures.products, value: formats.fixed(-response.newProduct.value, 1) };
  const flipsAt = gain?.flipsAt ?? null;
  return [
    ...(gain || isKept ? [] : [t('plan:offer.stays')]),
    flipsAt === null
      ? t('plan:offer.measured', measured)
      : t('plan:offer.flips', { ...measured, flip: formats.fixed(-flipsAt, 1) }),
    t('plan:offer.seen', {
      from: formats.price(seenFrom * planPrice, currency),
      to: formats.price(seenTo * planPrice, currency),
    }),
  ];
}
