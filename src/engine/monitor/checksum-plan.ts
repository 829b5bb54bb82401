import type { CommittedPlan } from './committed-plan.ts';

/**
 * Checksum of a committed plan without its seal: two 32-bit FNV-1a hashes (one over the text backwards) of its JSON with sorted keys, in hex. It tells a plan
 * that was altered by hand or by a program's slip; it is no signature.
 */
export function checksumOf(plan: Omit<CommittedPlan, 'seal'>): string {
  const text = canonical({ ...plan, seal: undefined });
  let forwards = 0x811c9dc5;
  let backwards = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    forwards = Math.imul(forwards ^ text.charCodeAt(i), 0x01000193);
    backwards = Math.imul(backwards ^ text.charCodeAt(text.length - 1 - i), 0x01000193);
  }
  return [forwards, backwards].map((hash) => (hash >>> 0).toString(16).padStart(8, '0')).join('');
}

export function checksumPlan(plan: Omit<CommittedPlan, 'seal'>): CommittedPlan {
  return { ...plan, seal: checksumOf(plan) };
}

export function isWhole(plan: CommittedPlan): boolean {
  return plan.format === 'debut-commitment/1' && plan.seal === checksumOf(plan);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, entry) =>
    entry && typeof entry === 'object' && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}
