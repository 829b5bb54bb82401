import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSum, microToPence, multiplyMicro } from './exact-sum.ts';
import { decimalEvidence, parseMicro } from './parse-micro.ts';

const once = (...cells: string[]) => cells.map((cell) => [cell, 1] as const);

describe('numbers', () => {
  it.each([
    ['2.55', 2.55],
    ['-3', -3],
    ['1,234.50', 1234.5],
    ["1'234.5", 1234.5],
    ['￥12.5', 12.5],
    ['¥ 1,200', 1200],
    ['12.5元', 12.5],
    ['37.49 TL', 37.49],
    ["'65.90", 65.9],
    ['1,35,000.00', 135000],
    ['₹ 12,34,567', 1234567],
    ['٢٬٦١١٫٥٠', 2611.5],
    ['१२.५', 12.5],
    ['2 nos', 2],
    ['3x', 3],
    ['120,-', 120],
    ['120,- €', 120],
    ['CHF 120.–', 120],
    ['x3', Number.NaN],
    ['1,234.50/nos', 1234.5],
    ['1.2万', 12000],
    ['3亿', 3e8],
    ['(12)', -12],
    ['($1,234.50)', -1234.5],
    ['12-', -12],
    ['−5', -5],
    ['50%', 0.5],
    ['12.5％', 0.125],
    ['１２３', 123],
    ['1.5E+3', 1500],
    ['.5', 0.5],
    ['7.', 7],
    ['£2.10', 2.1],
    ['2.10 GBP', 2.1],
    ['R 1,299.00', 1299],
    ['KSh 1,200', 1200],
    ['S/ 12.50', 12.5],
    ['₦2,500.00', 2500],
    ['45.90 лв', 45.9],
    ['+4', 4],
    ['4周', 4],
    ['6件', 6],
  ])('reads %s', (text, value) => {
    expect(parseMicro(text)).toBe(Math.round(value * 1e6));
  });

  it.each([
    ['1.234,50', 1234.5],
    ['12,5', 12.5],
    ['1 234,5', 1234.5],
    ['0,75 €', 0.75],
  ])('reads %s where decimals are written with a comma', (text, value) => {
    expect(parseMicro(text, true)).toBe(Math.round(value * 1e6));
  });

  it.each([
    '',
    '-',
    'abc',
    '1,23,4',
    '12 apples',
    '2024-05-01',
    '1.2.3',
    '--',
    'NaN',
    'Infinity',
    '0x10',
    '.',
    '%',
    'R12',
    'PEN5',
    'Tk7',
  ])('does not read %j', (text) => {
    expect(parseMicro(text)).toBeNaN();
  });

  it('decides the decimal comma by cells that can mean one thing only', () => {
    expect(decimalEvidence(once('1.234,50', '1.234'))).toBe(1);
    expect(decimalEvidence(once('1,234', '5,678'))).toBe(0);
    expect(decimalEvidence(once('12,5', '3'))).toBe(1);
    expect(decimalEvidence(once('36647,128', '4484.882', '1234,567'))).toBe(1);
    expect(decimalEvidence(once('1,234.5', '12,5'))).toBe(0);
  });

  it('reads back every number of cents that it can be given', () => {
    fc.assert(
      fc.property(fc.integer({ min: -900_000_000, max: 900_000_000 }), (cents) => {
        expect(parseMicro((cents / 100).toFixed(2))).toBe(cents * 10_000 + 0);
        expect(parseMicro((cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }))).toBe(
          cents * 10_000 + 0,
        );
        expect(parseMicro((cents / 100).toLocaleString('de-DE', { minimumFractionDigits: 2 }), true)).toBe(
          cents * 10_000 + 0,
        );
      }),
    );
  });

  it('rounds more than six decimals half away from zero, whatever the length', () => {
    expect(parseMicro('0.0000005')).toBe(1);
    expect(parseMicro('-0.0000005')).toBe(-1);
    expect(parseMicro('3.33333333333333333333')).toBe(3_333_333);
    expect(parseMicro('12345678901.123456')).toBeCloseTo(12345678901123456, -1);
  });
});

describe('numbers that no shop has', () => {
  it('are no numbers, however long, in every form', () => {
    for (const text of [
      '9'.repeat(309),
      `-${'9'.repeat(1_000_000)}`,
      `${'1'.repeat(40)}.5`,
      '9e99',
      '9e99%',
      `1${',000'.repeat(80)}`,
    ])
      expect(parseMicro(text)).toBeNaN();
    expect(parseMicro(`${'0'.repeat(400)}12.5`)).toBe(12_500_000);
  });

  it('leave products and sums finite', () => {
    const most = parseMicro('9'.repeat(30));
    expect(Number.isFinite(multiplyMicro(most, most))).toBe(true);
    const sum = new ExactSum();
    sum.add(multiplyMicro(most, most));
    expect(Number.isFinite(sum.toNumber())).toBe(true);
  });
});

describe('exact sums', () => {
  it('adds what doubles lose', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 200 }), (values) => {
        const sum = new ExactSum();
        for (const value of values) sum.add(value);
        expect(sum.toBigInt()).toBe(values.reduce((total, value) => total + BigInt(value), 0n));
      }),
    );
  });

  it('multiplies price and quantity exactly', () => {
    const micro = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 });
    fc.assert(
      fc.property(micro, fc.integer({ min: 0, max: 100_000 }), (price, pieces) => {
        expect(multiplyMicro(price, pieces * 1e6)).toBe(Number(BigInt(price) * BigInt(pieces)));
      }),
    );
    // 1.5 kg at 0.333333: half a millionth is rounded away from zero.
    expect(multiplyMicro(333_333, 1_500_000)).toBe(500_000);
    expect(multiplyMicro(-333_333, 1_500_000)).toBe(-500_000);
  });

  it('rounds to pence once, half up', () => {
    expect(microToPence(2_345_000n)).toBe('2.35');
    expect(microToPence(-2_345_000n)).toBe('-2.35');
    expect(microToPence(-4_000n)).toBe('0.00');
    expect(microToPence(0n)).toBe('0.00');
    expect(microToPence(10_666_684_539_999n)).toBe('10666684.54');
  });
});
