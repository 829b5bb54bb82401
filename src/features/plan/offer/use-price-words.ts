import { useTranslation } from 'react-i18next';
import type { OfferGain } from '#engine/planning/offers/offer-gain.ts';
import type { LaunchProduct } from '#engine/planning/problem/launch-instance.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { managersPrice } from '#state/plan/plan-offers.ts';
import type { CurrentPlan, PlanResult } from '#state/plan/plan-store.ts';

/** Launch price of a plan's offer, and the markdown after it. */
export function pricesOf({ price, options }: Pick<LaunchProduct, 'price' | 'options'>) {
  const path = options?.[0].priceByAge ?? [price];
  const cut = path.findIndex((own) => own !== path[0]);
  return { launch: path[0], markdown: cut < 0 ? null : { price: path[cut], age: cut } };
}

/** "109 → 99, then 89 from week 8" and "+4.1k, 1.2 to 7.3" of a launch's price; the gain is '' where it is the manager's. */
export function usePriceWords({ built }: PlanResult, { instance, gains }: CurrentPlan) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const { currency = '' } = instance;
  return (product: number): { readonly price: string; readonly gain: string } => {
    const own = managersPrice(built.instance.products[product]);
    const { launch, markdown } = pricesOf(instance.products[product]);
    const price = (value: number): string => formats.price(value, currency);
    const path = launch === own ? price(own) : t('offer.fromTo', { from: price(own), to: price(launch) });
    const marked = markdown ? t('offer.markdown', { price: price(markdown.price), count: markdown.age }) : '';
    const gain = gains?.[product];
    return { price: formats.parts([path, marked]), gain: gain ? gainWords(gain) : '' };
  };

  function gainWords({ mean, lo80, hi80 }: OfferGain): string {
    const money = (value: number): string => formats.signed(value, (size) => formats.shortMoney(size, currency));
    return t('offer.gain', { gain: money(mean), low: money(lo80), high: money(hi80) });
  }
}
