const wordPattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[\p{L}\p{N}]+/gu;
const hanPattern = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Words of a name or description for comparing products. Latin and other spaced scripts: lower-cased words of two or more
 * characters, plural endings dropped (`-ies` to `-y`, final `-s`). Chinese and Japanese: overlapping character pairs (a lone
 * character stays), which need no dictionary and give the same words in every browser; `Intl.Segmenter` does not.
 * Repeated words are repeated in the answer.
 */
export function tokenise(text: string): string[] {
  const tokens: string[] = [];
  for (const [run] of text.normalize('NFKC').matchAll(wordPattern)) {
    if (hanPattern.test(run)) {
      const characters = [...run];
      if (characters.length === 1) tokens.push(run);
      for (let i = 0; i + 1 < characters.length; i++) tokens.push(characters[i] + characters[i + 1]);
    } else if (run.length >= 2) {
      tokens.push(singular(run.toLowerCase()));
    }
  }
  return tokens;
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
