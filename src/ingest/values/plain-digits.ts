/** First digits of the Arabic, Persian, Devanagari, Bengali and Thai numerals. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/** A text with the digits 0 to 9 in place of those of other scripts, and Arabic marks as point and comma. */
export function plainDigits(text: string): string {
  if (!/[\u066b\u066c]|(?![0-9])\p{Nd}/u.test(text)) return text;
  return text
    .replace(/(?![0-9])\p{Nd}/gu, (digit) => {
      const zero = zeros.find(
        (first) => digit >= String.fromCharCode(first) && digit <= String.fromCharCode(first + 9),
      );
      return zero === undefined ? digit : String(digit.charCodeAt(0) - zero);
    })
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', ',');
}
