import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { dictionaries } from './dictionaries.ts';
import { pseudoText, pseudoWords } from './pseudo-words.ts';

function textsOf(tree: object): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)));
}

describe('pseudo-locale', () => {
  it('accents and lengthens, and marks both ends', () => {
    expect(pseudoText('Plan')).toBe('⟦Þļáñ ļöñ⟧');
    expect(pseudoText('')).toBe('');
  });

  it('keeps what is filled in, whatever stands around it', () => {
    expect(pseudoText('Reading {{file}} now')).toMatch(/^⟦Řéáðîñğ \{\{file\}\} ñöŵ .+⟧$/);
    expect(pseudoText('{{count}}')).toBe('⟦{{count}}⟧');
  });

  it('of the whole English dictionary: same keys, same blanks, no text left as it was, each a third longer', () => {
    const pseudo = pseudoWords(dictionaries.en);
    const [english, changed] = [textsOf(dictionaries.en), textsOf(pseudo)];
    expect(changed).toHaveLength(english.length);
    const blanks = (text: string) => text.match(/\{\{[^}]*\}\}/g) ?? [];
    for (const [index, text] of english.entries()) {
      const other = changed[index] as string;
      expect(blanks(other)).toEqual(blanks(text));
      const bare = text.replace(/\{\{[^}]*\}\}/g, '');
      if (text.trim() === '') continue;
      expect(other.replace(/\{\{[^}]*\}\}/g, '')).not.toMatch(/[a-z]/i);
      expect(other.length - text.length).toBeGreaterThanOrEqual(Math.floor(bare.length * 0.3));
    }
  });

  it('is filled in and counted as English is', async () => {
    const i18n = createInstance({
      lng: 'en',
      resources: { en: { data: pseudoWords(dictionaries.en.data) } },
      defaultNS: 'data',
      interpolation: { escapeValue: false },
    });
    await i18n.init();
    const say = i18n.t as unknown as (key: string, options: object) => string;
    expect(say('weeks', { count: 1 })).toMatch(/^⟦1 ŵééķ /);
    expect(say('weeks', { count: 5 })).toMatch(/^⟦5 ŵééķš /);
  });
});
