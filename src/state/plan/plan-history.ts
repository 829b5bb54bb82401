import { createEditHistory } from '#state/runtime/edit-history.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { priceCurrent } from './plan-pricing.ts';
import { type PlanSnapshot, usePlanStore } from './plan-store.ts';

function snapshotNow(): PlanSnapshot {
  const { current, decisions, settings, saved } = usePlanStore.getState();
  return {
    weeks: current?.weeks ?? null,
    offers: current?.offers,
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
    ...(current && weeks ? { current: { ...current, weeks, ...(offers ? { offers } : {}) } } : {}),
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
