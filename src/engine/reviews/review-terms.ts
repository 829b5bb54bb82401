const runPattern = /[\p{Script=Han}]+|[\p{L}\p{N}][\p{L}\p{N}'’]*|[!！?？]/gu;
const hanPattern = /^\p{Script=Han}/u;
/** Longest run of Chinese characters that is one term. */
const longestGram = 3;

/** Words of a text in order, and null where a sentence ends or the script changes: no pair crosses it. */
function splitRuns(text: string): { readonly word: string; readonly isHan: boolean }[] {
  return Array.from(text.normalize('NFKC').toLowerCase().replaceAll('’', "'").matchAll(runPattern), ([word]) => ({
    word,
    isHan: hanPattern.test(word),
  }));
}

/**
 * Terms that a review is classified by, each once: words and pairs of neighbouring words, of Chinese runs of one to three characters (no dictionary is needed, and
 * every browser finds the same).
 */
export function reviewTerms(text: string): Set<string> {
  const terms = new Set<string>();
  let before = '';
  for (const { word, isHan } of splitRuns(text)) {
    if (isHan) {
      const characters = [...word];
      for (let length = 1; length <= longestGram; length++) {
        for (let i = 0; i + length <= characters.length; i++) terms.add(characters.slice(i, i + length).join(''));
      }
      before = '';
      continue;
    }
    terms.add(word);
    if (before !== '') terms.add(`${before} ${word}`);
    before = word;
  }
  return terms;
}

/** Terms that can be shown as a topic: words of three letters or more and their pairs, pairs and triples of Chinese characters. */
export function topicTerms(text: string): Set<string> {
  const shown = new Set<string>();
  for (const term of reviewTerms(text)) {
    const isHan = hanPattern.test(term);
    const words = term.split(' ');
    if (isHan ? [...term].length >= 2 : words.every((word) => word.length >= 3 && !common.has(word))) shown.add(term);
  }
  return shown;
}

/** English words that say nothing by themselves. */
const common = new Set(
  'the and for are but not you all any can had her was one our out has have him his how its may new now old see two who did get let say she too use with that this from they them then than there their what when were will would could should been being does just like very really also because which while your about into more most some only over such even much well'.split(
    ' ',
  ),
);
