import { pricePresent } from '#state/plan-pricing.ts';
import { type PlanMoment, type PlanState, usePlanStore } from '#state/plan-store.ts';

const mostMoments = 200;
/** Steps of one control within this time are one edit: undo goes back to before the first of them. */
const sameEditMs = 1200;

let lastEdit: { readonly name: string; readonly at: number } | null = null;

/** Remembers what is there before an edit. Edits of one `name` that follow each other quickly count as one. */
export function remember(name: string): void {
  const { past } = usePlanStore.getState();
  const now = Date.now();
  const continues = lastEdit?.name === name && now - lastEdit.at < sameEditMs && past.length > 0;
  lastEdit = { name, at: now };
  if (continues) return;
  usePlanStore.setState((state) => ({ past: [...state.past, momentOf(state)].slice(-mostMoments), future: [] }));
}

function momentOf({ present, decisions, owners, settings, saved }: PlanState): PlanMoment {
  return { weeks: present?.weeks ?? null, decisions, owners, settings, saved };
}

export async function undoPlan(): Promise<void> {
  const state = usePlanStore.getState();
  const last = state.past.at(-1);
  if (!last) return;
  usePlanStore.setState({ past: state.past.slice(0, -1), future: [...state.future, momentOf(state)] });
  await goBackTo(last);
}

export async function redoPlan(): Promise<void> {
  const state = usePlanStore.getState();
  const next = state.future.at(-1);
  if (!next) return;
  usePlanStore.setState({ future: state.future.slice(0, -1), past: [...state.past, momentOf(state)] });
  await goBackTo(next);
}

async function goBackTo({ weeks, decisions, owners, settings, saved }: PlanMoment): Promise<void> {
  lastEdit = null;
  usePlanStore.setState(({ present }) => ({
    ...{ decisions, owners, settings, saved },
    ...(present && weeks ? { present: { ...present, weeks } } : {}),
  }));
  await pricePresent();
}
