import type { ContentText } from 'pdfmake/interfaces';

/**
 * A text from the data for a place in which so many letters stand in a line: a word that is longer may be broken anywhere.
 * A table would else grow beyond the page, and a row that does not fit is not drawn at all.
 */
export function breakable(text: string, most: number): string | ContentText[] {
  const parts = text.split(new RegExp(`([^\\s\\p{Script=Han}]{${most + 1},})`, 'u'));
  if (parts.length === 1) return text;
  return parts
    .map((part, i): ContentText => (i % 2 === 1 ? { text: part, wordBreak: 'break-all' } : { text: part }))
    .filter(({ text: part }) => part !== '');
}
