import { describe, expect, it } from 'vitest';
import { localName } from './local-name.ts';

describe('localName', () => {
  it('takes the name in the language of the reader', () => {
    expect(localName('zh', '陶瓷杯', 'Stoneware mug')).toBe('陶瓷杯');
    expect(localName('en', '陶瓷杯', 'Stoneware mug')).toBe('Stoneware mug');
    expect(localName('zh', 'Stoneware mug', '陶瓷杯')).toBe('陶瓷杯');
  });

  it('takes a bilingual name apart', () => {
    expect(localName('en', '杯壶 Drinkware')).toBe('Drinkware');
    expect(localName('zh', '杯壶 Drinkware')).toBe('杯壶');
  });

  it('reads a name of any length once', () => {
    // A pattern that tries every Han character anew takes an hour for this.
    const endless = '长'.repeat(1_000_000);
    const from = performance.now();
    expect(localName('en', endless)).toBe(endless);
    expect(performance.now() - from).toBeLessThan(20_000);
  });

  it('leaves every other name alone', () => {
    expect(localName('en', '316不锈钢保温杯 500ml', 'Vacuum Flask 500 ml')).toBe('Vacuum Flask 500 ml');
    expect(localName('zh', '316不锈钢保温杯 500ml', 'Vacuum Flask 500 ml')).toBe('316不锈钢保温杯 500ml');
    expect(localName('en', 'WHITE HANGING HEART T-LIGHT HOLDER')).toBe('WHITE HANGING HEART T-LIGHT HOLDER');
    expect(localName('zh', 'Mugs')).toBe('Mugs');
    expect(localName('en', '双11 大促')).toBe('双11 大促');
    expect(localName('en', 'Mug Drinkware')).toBe('Mug Drinkware');
  });
});
