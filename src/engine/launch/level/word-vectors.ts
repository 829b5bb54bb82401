import type { ProductFacts } from '#engine/launch/history/launch.ts';

/** A text as weighted words: Euclidean length 1, or no words at all. */
export type WordVector = ReadonlyMap<string, number>;

/**
 * TF-IDF vectors: weight = sqrt(count) x (ln((1 + N) / (1 + documents with the word)) + 1), scaled to length 1 (Salton and
 * Buckley 1988, smoothed as in scikit-learn; the square root dampens repetition). Attributes enter as whole words
 * `name=value`. Document frequencies come from `corpus` alone, so that one candidate's words cannot change another's.
 */
export function createWordWeighing(corpus: readonly ProductFacts[]): (product: ProductFacts) => WordVector {
  const documents = new Map<string, number>();
  for (const product of corpus) {
    for (const word of countWords(product).keys()) documents.set(word, (documents.get(word) ?? 0) + 1);
  }
  return (product) => {
    const vector = countWords(product);
    let square = 0;
    for (const [word, count] of vector) {
      const weight = Math.sqrt(count) * (Math.log((1 + corpus.length) / (1 + (documents.get(word) ?? 0))) + 1);
      vector.set(word, weight);
      square += weight * weight;
    }
    const length = Math.sqrt(square);
    for (const [word, weight] of vector) vector.set(word, weight / length);
    return vector;
  };
}

function countWords(product: ProductFacts): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (word: string): void => void counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const word of tokenise(product.description)) add(word);
  for (const [name, value] of Object.entries(product.attributes)) {
    if (value !== '') add(`${name}=${value.toLowerCase()}`);
  }
  return counts;
}

/** Cosine of two vectors, 0 to 1; 0 when one has no words. */
export function cosine(a: WordVector, b: WordVector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of small) {
    const other = large.get(word);
    if (other !== undefined) sum += weight * other;
  }
  return sum;
}

/** Cosines of `query` with all of `vectors`, through an index of words: cost follows the words shared. */
export function createWordIndex(vectors: readonly WordVector[]): (query: WordVector) => Float64Array {
  const postings = new Map<string, { readonly at: number; readonly weight: number }[]>();
  vectors.forEach((vector, at) => {
    for (const [word, weight] of vector) {
      const list = postings.get(word);
      if (list) list.push({ at, weight });
      else postings.set(word, [{ at, weight }]);
    }
  });
  return (query) => {
    const cosines = new Float64Array(vectors.length);
    for (const [word, weight] of query) {
      for (const posting of postings.get(word) ?? []) cosines[posting.at] += weight * posting.weight;
    }
    return cosines;
  };
}

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
