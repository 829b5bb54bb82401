import { createEditHistory } from '#state/runtime/edit-history.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { pricePresent } from './plan-pricing.ts';
import { type PlanMoment, usePlanStore } from './plan-store.ts';

function momentNow(): PlanMoment {
  const { present, decisions, settings, saved } = usePlanStore.getState();
  return { weeks: present?.weeks ?? null, decisions, settings, saved, seed: useSettingsStore.getState().seed };
}

async function goBackTo({ weeks, decisions, settings, saved, seed }: PlanMoment): Promise<void> {
  useSettingsStore.setState({ seed });
  usePlanStore.setState(({ present }) => ({
    ...{ decisions, settings, saved },
    ...(present && weeks ? { present: { ...present, weeks } } : {}),
  }));
  await pricePresent();
}

/** Every edit of the plan and of what it has to obey. */
export const planHistory = createEditHistory(momentNow, goBackTo);

/** Who sees to which launch: written on the report, where nothing else of the plan is edited. */
export const ownersHistory = createEditHistory(
  () => usePlanStore.getState().owners,
  async (owners) => {
    usePlanStore.setState({ owners });
  },
);
