/** Column of doubles that grows; a fresh entry is 0. */
export class GrowableDoubles {
  values: Float64Array;
  length = 0;

  constructor(capacity = 1024) {
    this.values = new Float64Array(capacity);
  }

  push(value: number): number {
    this.reserve(this.length + 1);
    this.values[this.length] = value;
    this.length += 1;
    return this.length - 1;
  }

  reserve(length: number): void {
    if (length <= this.values.length) return;
    const wider = new Float64Array(Math.max(length, Math.ceil(this.values.length * 1.6)));
    wider.set(this.values);
    this.values = wider;
  }
}

/** Column of 32-bit integers that grows; a fresh entry is 0. `usualMost`: room beyond it is taken only where it is needed. */
export class GrowableIntegers {
  values: Int32Array;
  length = 0;
  private readonly usualMost: number;

  constructor(capacity = 1024, usualMost = Number.POSITIVE_INFINITY) {
    this.values = new Int32Array(capacity);
    this.usualMost = usualMost;
  }

  reserve(length: number): void {
    if (length <= this.values.length) return;
    const wider = new Int32Array(Math.max(length, Math.min(this.usualMost, Math.ceil(this.values.length * 1.6))));
    wider.set(this.values);
    this.values = wider;
  }

  push(value: number): void {
    if (this.length === this.values.length) this.reserve(this.length + 1);
    this.values[this.length] = value;
    this.length += 1;
  }
}
