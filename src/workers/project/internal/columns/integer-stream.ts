import { UnpackFault } from '#workers/project/internal/unpack-fault.ts';

/** A whole number up to ±2^50, a gap, or that the entry is odd: its double stands in the stream of doubles. */
export type Whole = number | 'gap' | 'odd';

/** As bytes: small ones take one byte. */
export class IntegerWriter {
  readonly #bytes: number[] = [];

  put(value: Whole): void {
    // A gap, an odd one, then 0, -1, 1, -2, 2, ...
    let code = value === 'gap' ? 0 : value === 'odd' ? 1 : 2 + (value >= 0 ? 2 * value : -2 * value - 1);
    while (code >= 128) {
      this.#bytes.push(128 + (code % 128));
      code = Math.floor(code / 128);
    }
    this.#bytes.push(code);
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}

export class IntegerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(): Whole {
    let code = 0;
    for (let unit = 1; ; unit *= 128) {
      if (this.#at >= this.#bytes.length || unit > 2 ** 49) throw new UnpackFault('whole numbers end too soon');
      const byte = this.#bytes[this.#at++];
      code += (byte % 128) * unit;
      if (byte < 128) break;
    }
    if (code < 2) return code === 0 ? 'gap' : 'odd';
    const folded = code - 2;
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }
}
