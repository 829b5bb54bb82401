/** Column that grows; a fresh entry is 0. `usualMost`: room beyond it is taken only where it is needed. */
class Growable<Values extends Float64Array | Int32Array> {
  values: Values;
  length = 0;
  private readonly create: (length: number) => Values;
  private readonly usualMost: number;

  constructor(create: (length: number) => Values, capacity = 1024, usualMost = Number.POSITIVE_INFINITY) {
    this.create = create;
    this.usualMost = usualMost;
    this.values = create(capacity);
  }

  reserve(length: number): void {
    if (length <= this.values.length) return;
    const wider = this.create(Math.max(length, Math.min(this.usualMost, Math.ceil(this.values.length * 1.6))));
    wider.set(this.values);
    this.values = wider;
  }

  push(value: number): void {
    this.reserve(this.length + 1);
    this.values[this.length++] = value;
  }
}

export class GrowableDoubles extends Growable<Float64Array> {
  constructor(capacity?: number) {
    super((length) => new Float64Array(length), capacity);
  }
}

export class GrowableIntegers extends Growable<Int32Array> {
  constructor(capacity?: number, usualMost?: number) {
    super((length) => new Int32Array(length), capacity, usualMost);
  }
}
