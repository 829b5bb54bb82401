import { useEffect, useState } from 'react';
import type { LaunchOrder } from '#engine/planning/explain/launch-order.ts';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import type { CurrentPlan } from './plan-store.ts';
import { planningClient } from './plan-workers.ts';

/** Answers by problem, product and place. */
const answers = new WeakMap<LaunchInstance, Map<string, LaunchOrder>>();

/** How many units to order for a launch of the plan on screen, and why; null while it is worked out, and for what is not launched. */
export function useLaunchOrder({ instance, weeks }: CurrentPlan, product: number): LaunchOrder | null {
  const place = weeks[product];
  const key = `${product} ${place}`;
  const [shown, setShown] = useState<{ readonly product: number; readonly order: LaunchOrder } | null>(null);
  useEffect(() => {
    let isWanted = true;
    const known = answers.get(instance) ?? new Map<string, LaunchOrder>();
    answers.set(instance, known);
    const show = (order: LaunchOrder): void => {
      known.set(key, order);
      if (isWanted) setShown({ product, order });
    };
    const found = known.get(key);
    if (found) show(found);
    else if (place >= 0)
      void planningClient.run('launchOrder', { instance, product, place }, { again: true }).then((answer) => {
        if (answer.kind === 'done') show(answer.output);
      });
    return () => {
      isWanted = false;
    };
  }, [instance, product, place, key]);
  // The answer for the week before stays until that for this one is there.
  return place >= 0 && shown?.product === product ? shown.order : null;
}
