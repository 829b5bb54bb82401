import { expect, test } from 'vitest';
import { tokenise } from './word-vectors.ts';

test('English words, lower case, without plurals and single letters', () => {
  expect(tokenise("SET OF 6 T-LIGHTS SANTA'S BERRIES glass")).toEqual([
    'set',
    'of',
    'light',
    'santa',
    'berry',
    'glass',
  ]);
});

test('Chinese as overlapping pairs, mixed with English and numbers', () => {
  expect(tokenise('保温杯 500ml 杯')).toEqual(['保温', '温杯', '500ml', '杯']);
});

test('full-width letters are the same words', () => {
  expect(tokenise('ＵＳＢ 风扇')).toEqual(tokenise('usb 风扇'));
});
