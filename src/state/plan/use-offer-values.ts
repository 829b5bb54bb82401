import { useEffect, useState } from 'react';
import type { OfferValues } from '#engine/planning/explain/offer-values.ts';
import { placesOf } from './plan-offers.ts';
import type { CurrentPlan, PlanResult } from './plan-store.ts';
import { planningClient } from './plan-workers.ts';

/** What every offer of a product makes of the plan on screen, each in its week; null while it is worked out, and where there is one offer. */
export function useOfferValues(
  { built }: PlanResult,
  { weeks, offers }: CurrentPlan,
  product: number,
): OfferValues | null {
  const { instance } = built;
  const [shown, setShown] = useState<{ readonly product: number; readonly values: OfferValues } | null>(null);
  const hasOffers = (instance.products[product]?.options?.length ?? 1) > 1;
  useEffect(() => {
    if (!hasOffers) return;
    let isWanted = true;
    void planningClient
      .run('offerValues', { instance, weeks: placesOf(instance, weeks, offers), product }, { again: true })
      .then((answer) => {
        if (isWanted && answer.kind === 'done') setShown({ product, values: answer.output });
      });
    return () => {
      isWanted = false;
    };
  }, [instance, weeks, offers, product, hasOffers]);
  return hasOffers && shown?.product === product ? shown.values : null;
}
