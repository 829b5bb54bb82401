/** Largest partial sum, and largest addend, kept in a double: two of them together are still a safe integer. */
const spill = 2 ** 52;

/** Sum of integers without rounding, whatever its size. */
export class ExactSum {
  private low = 0;
  private high = 0n;

  /** `value`: a safe integer. */
  add(value: number): void {
    if (value > spill || value < -spill) this.high += BigInt(value);
    else this.low += value;
    if (this.low > spill || this.low < -spill) this.carry();
  }

  /** Adds a part of a column of safe integers; NaN is nothing. */
  addColumn(values: Float64Array, from: number, to: number): void {
    for (let at = from; at < to; at++) if (!Number.isNaN(values[at])) this.add(values[at]);
  }

  addSum(other: ExactSum): void {
    this.high += other.toBigInt();
  }

  toBigInt(): bigint {
    return this.high + BigInt(this.low);
  }

  toNumber(): number {
    return this.high === 0n ? this.low : Number(this.toBigInt());
  }

  private carry(): void {
    this.high += BigInt(this.low);
    this.low = 0;
  }
}

/**
 * Price in millionths times a quantity in millionths, in millionths; exact for whole quantities, otherwise rounded half
 * away from zero once.
 */
export function multiplyMicro(price: number, quantity: number): number {
  const whole = quantity / 1e6;
  const product = price * whole;
  if (Number.isInteger(whole) && product <= Number.MAX_SAFE_INTEGER && product >= -Number.MAX_SAFE_INTEGER)
    // Never minus zero.
    return product + 0;
  const exact = BigInt(Math.round(price)) * BigInt(Math.round(quantity));
  const half = exact < 0n ? -500000n : 500000n;
  return Number((exact + half) / 1000000n);
}

/** Millionths as a decimal with two places, rounded half up (away from zero) once: the form of a total on paper. */
export function microToPence(micro: bigint): string {
  const negative = micro < 0n;
  const pence = ((negative ? -micro : micro) + 5000n) / 10000n;
  const text = pence.toString().padStart(3, '0');
  return `${negative && pence > 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}
