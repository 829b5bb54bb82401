import { createEditHistory } from '#state/edit-history.ts';
import { pricePresent } from '#state/plan-pricing.ts';
import { type PlanMoment, usePlanStore } from '#state/plan-store.ts';

function momentNow(): PlanMoment {
  const { present, decisions, owners, settings, saved } = usePlanStore.getState();
  return { weeks: present?.weeks ?? null, decisions, owners, settings, saved };
}

async function goBackTo({ weeks, decisions, owners, settings, saved }: PlanMoment): Promise<void> {
  usePlanStore.setState(({ present }) => ({
    ...{ decisions, owners, settings, saved },
    ...(present && weeks ? { present: { ...present, weeks } } : {}),
  }));
  await pricePresent();
}

/** Every edit of the plan and of what it has to obey. */
export const planHistory = createEditHistory(momentNow, goBackTo);
