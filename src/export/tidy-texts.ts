/** Longest text from the data in one place of the document. */
const longest = 120;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const breaks = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g;
/** Format characters: soft hyphen, joiners, direction marks, variation selectors, tags. They print nothing by themselves. */
const invisible = /[\p{Cf}\p{Variation_Selector}]+/gu;
/** Halves of a character that lost the other half. */
const broken = /\p{Cs}/gu;

/**
 * A text from the data as it can be printed: on one line, composed (a letter and its accent are one character, which the
 * font has), without what prints nothing or turns the direction of what follows, cut with an ellipsis.
 */
export function tidyText(text: string): string {
  const line = text
    .slice(0, 4 * longest)
    .normalize('NFC')
    .replace(invisible, '')
    .replace(broken, '')
    .replace(breaks, ' ');
  const characters = [...line.trim()];
  return characters.length <= longest
    ? characters.join('')
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/** The same data with every text tidied. */
export function tidyTexts<T>(value: T): T {
  if (typeof value === 'string') return tidyText(value) as T;
  if (Array.isArray(value)) return value.map(tidyTexts) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, tidyTexts(each)])) as T;
}

/** A title as the name of a file: without what file systems refuse. */
export function fileBase(title: string): string {
  return title.replace(/[\\/:*?"<>|]+/g, '-').replace(/^[.\s]+|[.\s]+$/g, '') || 'Debut';
}
