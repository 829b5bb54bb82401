/**
 * e^-x for x >= 0 by (1 - x/1024)^1024, ten squarings: only products, so that it is the same on every machine, which
 * `Math.exp` is not. Relative error about x^2/2048: right enough to accept a worse plan with.
 */
export function portableExpMinus(x: number): number {
  if (!(x < 40)) return 0;
  let power = 1 - x / 1024;
  for (let k = 0; k < 10; k++) power *= power;
  return power;
}
