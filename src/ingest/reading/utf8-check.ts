const noWords = new Int32Array(0);

/**
 * Strict UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF), fed piece by piece. Several times
 * faster on ASCII than decoding to find out. Counts whole multi-byte characters and bytes that belong to none, so that a
 * file with a few damaged bytes can still be known for what it is.
 */
export class Utf8Check {
  /** Whole characters of two bytes or more. */
  multibyte = 0;
  /** Those of three: Chinese in UTF-8 is made of them, and other encodings of Chinese hardly ever are by accident. */
  threeByte = 0;
  /** Sequences that are no UTF-8. */
  invalid = 0;
  /** Where the first of them ends; -1 without any. */
  firstInvalid = -1;
  private fed = 0;
  private isThree = false;
  /** Continuation bytes still expected, and the range of the next one. */
  private pending = 0;
  private low = 0x80;
  private high = 0xbf;

  feed(bytes: Uint8Array): void {
    const length = bytes.length;
    // Four bytes at a time where all are ASCII, as far as the bytes lie on the borders of words.
    const lead = -bytes.byteOffset & 3;
    const words = length > lead ? new Int32Array(bytes.buffer, bytes.byteOffset + lead, (length - lead) >> 2) : noWords;
    for (let i = 0; i < length; i++) {
      if (this.pending === 0 && i >= lead && ((i - lead) & 3) === 0) {
        let word = (i - lead) >> 2;
        while (
          word + 4 <= words.length &&
          ((words[word] | words[word + 1] | words[word + 2] | words[word + 3]) & 0x80808080) === 0
        )
          word += 4;
        while (word < words.length && (words[word] & 0x80808080) === 0) word += 1;
        i = lead + word * 4;
        if (i >= length) break;
      }
      const byte = bytes[i];
      if (this.pending === 0) {
        if (byte >= 0x80) this.open(byte, this.fed + i);
        continue;
      }
      const fits = byte >= this.low && byte <= this.high;
      this.low = 0x80;
      this.high = 0xbf;
      if (fits) {
        this.pending -= 1;
        if (this.pending > 0) continue;
        this.multibyte += 1;
        if (this.isThree) this.threeByte += 1;
      } else {
        this.note(this.fed + i);
        this.pending = 0;
        if (byte >= 0x80) this.open(byte, this.fed + i);
      }
    }
    this.fed += length;
  }

  private note(at: number): void {
    this.invalid += 1;
    if (this.firstInvalid < 0) this.firstInvalid = at;
  }

  /** Ends the text: a character that was begun and not finished is invalid. */
  end(): void {
    if (this.pending > 0) this.note(this.fed);
    this.pending = 0;
  }

  private open(byte: number, at: number): void {
    this.isThree = byte >= 0xe0 && byte <= 0xef;
    if (byte >= 0xc2 && byte <= 0xdf) this.pending = 1;
    else if (byte >= 0xe0 && byte <= 0xef) {
      this.pending = 2;
      if (byte === 0xe0) this.low = 0xa0;
      if (byte === 0xed) this.high = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      this.pending = 3;
      if (byte === 0xf0) this.low = 0x90;
      if (byte === 0xf4) this.high = 0x8f;
    } else this.note(at);
  }
}
