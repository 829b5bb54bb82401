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

/** What a price does in a category and what that was measured on, or why it can't be said: a sentence each. */
export function responseSentences(
  { category, evidence, reason, verdict, newProduct }: PriceResponse,
  words: ReportWords,
): string[] {
  const { t, formats, language } = words;
  const figures = {
    category: localName(language, category),
    products: formats.count(evidence.movedProducts),
    weeks: formats.count(evidence.movedWeeks),
    all: formats.count(evidence.weeks),
    share: formats.percent(Math.min(1, evidence.shareDiscount)),
    common: formats.percent(evidence.shareCommon),
    tier: formats.percent(1 - 2 ** evidence.tierSlope),
  };
  if (verdict !== 'estimate' || !newProduct)
    return [reason ? t(`demand:candidates.price.refused.${reason}`, figures) : t('plan:offer.unknown')];
  const value = (elasticity: number): string => formats.fixed(-elasticity, 1);
  const range = { value: value(newProduct.value), lo: value(newProduct.hi95), hi: value(newProduct.lo95) };
  return [t('demand:candidates.price.text', { ...figures, ...range }), t('demand:candidates.price.evidence', figures)];
}

/** Prices that products of the category were sold at, as ones of this product; null where nothing is known of them. */
export function seenPrices({ response, planPrice }: Pick<PriceAdvice, 'response' | 'planPrice'>) {
  if (response?.verdict !== 'estimate') return null;
  const { seenFrom, seenTo } = response.evidence;
  return { from: seenFrom * planPrice, to: seenTo * planPrice };
}

/** On how many products it was measured and at which response the advice flips, or why the data can't say and what would: a sentence each. */
export function priceSentences({ response, planPrice, gain, isKept, test }: PriceAdvice, words: ReportWords): string[] {
  const { t, formats, currency } = words;
  if (response?.verdict !== 'estimate' || !response.newProduct)
    return [
      ...(response ? responseSentences(response, words) : [t('plan:offer.unknown')]),
      t('plan:offer.refused'),
      ...(test ? [t('plan:offer.test', { count: test.products, weeks: test.weeks })] : []),
    ];
  const { movedProducts } = response.evidence;
  const seen = seenPrices({ response, planPrice });
  const measured = {
    products: formats.count(movedProducts),
    value: formats.fixed(-response.newProduct.value, 1),
  };
  const flipsAt = gain?.flipsAt ?? null;
  return [
    ...(gain || isKept ? [] : [t('plan:offer.stays')]),
    flipsAt === null
      ? t('plan:offer.measured', measured)
      : t('plan:offer.flips', { ...measured, flip: formats.fixed(-flipsAt, 1) }),
    t('plan:offer.seen', {
      from: formats.price(seen?.from ?? Number.NaN, currency),
      to: formats.price(seen?.to ?? Number.NaN, currency),
    }),
  ];
}
