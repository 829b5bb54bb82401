import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { type ListedProduct, learnCategories } from './classify-category.ts';

const words: Readonly<Record<string, readonly string[]>> = {
  drinkware: ['保温杯', 'flask', 'mug', '水壶'],
  camping: ['帐篷', 'tent', '睡袋', 'lantern'],
  pets: ['猫砂', 'leash', '狗窝', 'bowl'],
};

/** Products named by two words of their category, or by nothing that says so. */
function makeList(own: boolean): ListedProduct[] {
  const random = createRandom(3);
  return Array.from({ length: 60 }, (_, at) => {
    const category = Object.keys(words)[random.below(3)];
    const from = own ? words[category] : Object.values(words).flat();
    const name = `${from[random.below(from.length)]} ${from[random.below(from.length)]} no ${at}`;
    return { id: `p${at}`, description: name, category, price: 10, attributes: {}, firstDay: at };
  });
}
const candidate = (description: string) => ({ id: 'new', description, category: '', price: 10, attributes: {} });

describe('the category of a candidate without one', () => {
  it('is found from the words of the list, with those that say so; unknown where no word is known', () => {
    const { classify, trial, precision } = learnCategories(makeList(true));
    expect(trial.verdict).toBe('holds');
    expect(precision).toBeGreaterThanOrEqual(0.85);
    const found = classify(candidate('轻量保温杯 flask'));
    expect(found.category).toBe('drinkware');
    expect(makeList(true).find(({ id }) => id === found.because[0])?.category).toBe('drinkware');
    expect(classify(candidate('zeppelin')).category).toBe('');
  });

  it('tells its precision from products that did not choose the threshold', () => {
    // Tried in their order: of the even ones every name says the category, of the odd ones every third says another.
    const list = Array.from({ length: 240 }, (_, at): ListedProduct => {
      const says = ['flask', 'tent', 'leash'][Math.floor(at / 2) % 3];
      const is = at % 6 === 1 ? Math.floor(at / 2) + 1 : Math.floor(at / 2);
      const category = ['drinkware', 'camping', 'pets'][is % 3];
      return { id: `p${at}`, description: `${says} no ${at}`, category, price: 10, attributes: {}, firstDay: at };
    });
    const { precision, answered } = learnCategories(list);
    expect(answered).toBeGreaterThan(0.5);
    expect(precision).toBeLessThan(0.75);
  });

  it('is unknown where names are no better than the most common category', () => {
    const { classify, trial, answered } = learnCategories(makeList(false));
    expect(trial.verdict).toBe('no-better');
    expect(answered).toBe(0);
    expect(classify(candidate('保温杯')).category).toBe('');
  });
});
