import { expect, it } from 'vitest';
import { eventName, namedEvents } from './event-name.ts';

it.each([
  ['en', '双11', 'Double 11'],
  ['en', '国庆节、中秋节', 'National Day + Mid-Autumn'],
  ['zh', '国庆节、中秋节', '国庆节＋中秋节'],
  ['en', '店庆 Anniversary', 'Anniversary'],
  ['en', '店庆', '店庆'],
  ['en', 'Black Friday', 'Black Friday'],
  ['en', 'Sale, spring', 'Sale, spring'],
  ['zh', '双11', '双11'],
  ['zh', 'Double 11', '双11'],
  ['zh', 'black friday', '黑色星期五'],
  ['zh', '店庆 Anniversary', '店庆'],
  ['zh', 'Summer clearance', 'Summer clearance'],
] as const)('in %s, %s is %s', (language, name, expected) => {
  expect(eventName(language, name)).toBe(expected);
});

it('leaves everything else of an event as it is', () => {
  const [event] = namedEvents('en', [{ name: '春节', from: 3, to: 9, kind: 'holiday' }]);
  expect(event).toEqual({ name: 'Spring Festival', from: 3, to: 9, kind: 'holiday' });
});
