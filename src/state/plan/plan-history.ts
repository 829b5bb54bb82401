import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { createEditHistory } from '#state/runtime/edit-history.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { namesOfOffers, offersNamed } from './plan-offers.ts';
import { priceCurrent } from './plan-pricing.ts';
import { currentResult, type PlanSnapshot, usePlanStore } from './plan-store.ts';

/** The products with all their options; none without a plan. */
function optioned(): LaunchInstance['products'] {
  return currentResult()?.built.instance.products ?? [];
}

function snapshotNow(): PlanSnapshot {
  const { current, decisions, settings, saved } = usePlanStore.getState();
  return {
    weeks: current?.weeks ?? null,
    offers: current?.offers && namesOfOffers(optioned(), current.offers),
    decisions,
    settings,
    saved,
    seed: useSettingsStore.getState().seed,
  };
}

async function goBackTo({ weeks, offers, decisions, settings, saved, seed }: PlanSnapshot): Promise<void> {
  useSettingsStore.setState({ seed });
  usePlanStore.setState(({ current }) => ({
    decisions,
    settings,
    saved,
    ...(current && weeks ? { current: { ...current, weeks, offers: offersNamed(optioned(), offers ?? []) } } : {}),
  }));
  await priceCurrent();
}

/** Every edit of the plan and of what it has to obey. */
export const planHistory = createEditHistory(snapshotNow, goBackTo);

/** Who sees to which launch: written on the report, where nothing else of the plan is edited. */
export const ownersHistory = createEditHistory(
  () => usePlanStore.getState().owners,
  async (owners) => {
    usePlanStore.setState({ owners });
  },
);
