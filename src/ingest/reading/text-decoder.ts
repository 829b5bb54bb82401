const signs = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

interface Decoder {
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** A decoder of text. Node 20 takes windows-1252 for Latin-1, whose places for `€` and `’` are empty: there they are filled in. */
export function decoderOf(encoding: string): Decoder {
  const decoder = new TextDecoder(encoding);
  if (encoding !== 'windows-1252' || new TextDecoder(encoding).decode(new Uint8Array([0x80])) === '€') return decoder;
  return {
    decode: (bytes, options) =>
      decoder.decode(bytes, options).replace(/[\u0080-\u009f]/g, (sign) => signs[sign.charCodeAt(0) - 0x80]),
  };
}
