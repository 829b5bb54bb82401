import { UnpackFault } from '#workers/project/internal/unpack-fault.ts';

/**
 * Bits, each with the probability that bits in its place have had so far: likely ones take a fraction of a bit. G. Martin's
 * range coding (1979) as in the LZMA specification of I. Pavlov (public domain), probabilities of 11 bits, rate 1/32.
 */
const probabilityBits = 11;
const rate = 5;
const least = 2 ** 24;

/** Probabilities of a zero, one for each place. */
export function evenOdds(places: number): Uint16Array {
  return new Uint16Array(places).fill(1 << (probabilityBits - 1));
}

export class RangeEncoder {
  readonly #bytes: number[] = [];
  #low = 0;
  #range = 0xffffffff;
  #held = 0;
  #heldCount = 1;

  put(odds: Uint16Array, place: number, bit: number): void {
    const bound = (this.#range >>> probabilityBits) * odds[place];
    if (bit === 0) {
      this.#range = bound;
      odds[place] += ((1 << probabilityBits) - odds[place]) >> rate;
    } else {
      this.#low += bound;
      this.#range -= bound;
      odds[place] -= odds[place] >> rate;
    }
    while (this.#range < least) {
      this.#range = (this.#range * 256) >>> 0;
      this.#shift();
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    for (let i = 0; i < 5; i++) this.#shift();
    return Uint8Array.from(this.#bytes);
  }

  /** A byte is held back as long as a carry may still change it. */
  #shift(): void {
    const carry = this.#low >= 2 ** 32 ? 1 : 0;
    if (this.#low < 0xff000000 || carry === 1) {
      for (let byte = this.#held; this.#heldCount > 0; byte = 0xff, this.#heldCount--) {
        this.#bytes.push((byte + carry) & 0xff);
      }
      this.#held = Math.floor((this.#low % 2 ** 32) / least);
    }
    this.#heldCount++;
    this.#low = (this.#low % least) * 256;
  }
}

export class RangeDecoder {
  readonly #bytes: Uint8Array;
  #at = 0;
  #range = 0xffffffff;
  #code = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let i = 0; i < 5; i++) this.#code = ((this.#code * 256) % 2 ** 32) + this.#next();
  }

  take(odds: Uint16Array, place: number): number {
    const bound = (this.#range >>> probabilityBits) * odds[place];
    const bit = this.#code < bound ? 0 : 1;
    if (bit === 0) {
      this.#range = bound;
      odds[place] += ((1 << probabilityBits) - odds[place]) >> rate;
    } else {
      this.#code -= bound;
      this.#range -= bound;
      odds[place] -= odds[place] >> rate;
    }
    while (this.#range < least) {
      this.#range = (this.#range * 256) >>> 0;
      this.#code = ((this.#code * 256) % 2 ** 32) + this.#next();
    }
    return bit;
  }

  #next(): number {
    if (this.#at >= this.#bytes.length) throw new UnpackFault('whole numbers end too soon');
    return this.#bytes[this.#at++];
  }
}
