import type { ExecutorName } from '#learning/executor.ts';
import type { ExecutorOffer } from '#workers/learning/contract.ts';

export type TimedOffer = ExecutorOffer & { readonly stepMilliseconds: number | null };

/** An executor has to be this many times faster to be taken in place of one that comes before it in the order. */
const clearlyFaster = 1.5;

/** Worth timing on first use: nothing speaks against it, and TensorFlow.js on the CPU only where nothing else is left. */
export function isCandidate(offers: readonly ExecutorOffer[], name: ExecutorName): boolean {
  const free = offers.filter(({ available, trouble }) => available && trouble === null);
  const serious = free.filter((offer) => offer.name === 'tfjs-webgl' || offer.name === 'wasm-simd');
  return (serious.length > 0 ? serious : free).some((offer) => offer.name === name);
}

/**
 * The executor to take by itself: the first in the order that nothing speaks against (a software renderer speaks against
 * WebGL, however fast), unless a later one was measured to be clearly faster. Null: none can be had.
 */
export function automaticExecutor(offers: readonly TimedOffer[]): ExecutorName | null {
  const free = offers.filter(({ available, trouble }) => available && trouble === null);
  let best: TimedOffer | null = null;
  for (const offer of free) {
    if (!best) best = offer;
    else if (offer.stepMilliseconds !== null && best.stepMilliseconds !== null)
      best = offer.stepMilliseconds * clearlyFaster < best.stepMilliseconds ? offer : best;
  }
  return best?.name ?? null;
}
