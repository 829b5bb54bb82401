import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Contrast by WCAG 2.2 (relative luminance, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), read from the tokens themselves. */
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map<string, readonly [light: string, dark: string]>();
for (const [, name, light, dark] of css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)) {
  tokens.set(name as string, [light as string, dark as string]);
}

function channels(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

function luminance(hex: string): number {
  const [red, green, blue] = channels(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const deficiencies = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
} as const;

/** CIE L*a*b* (D65) of a linear RGB. */
function lab([red, green, blue]: readonly number[]): readonly number[] {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = f(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
  const z = f((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(hex: string, matrix: readonly number[]): readonly number[] {
  const rgb = channels(hex);
  return lab([0, 3, 6].map((row) => matrix[row] * rgb[0] + matrix[row + 1] * rgb[1] + matrix[row + 2] * rgb[2]));
}

const themes = ['light', 'dark'] as const;

describe.each(themes)('tokens in the %s theme', (theme) => {
  const at = theme === 'light' ? 0 : 1;
  const color = (name: string): string => {
    const pair = tokens.get(name);
    if (!pair) throw new Error(`no token --${name}`);
    return pair[at];
  };

  it.each(['paper', 'paper-raised', 'paper-sunk'])('text reaches 4.5:1 on %s', (paper) => {
    for (const text of [
      'ink',
      'ink-2',
      'ink-3',
      'launch',
      'launch-ink',
      'forecast',
      'forecast-ink',
      'warning',
      'good',
    ]) {
      expect(contrast(color(text), color(paper)), text).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('text reaches 4.5:1 on its own background', () => {
    expect(contrast(color('on-ink'), color('ink'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('on-accent'), color('launch'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('warning'), color('warning-soft'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('ink-2'), color('warning-soft'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('event-ink'), color('event'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('event-ink'), color('paper'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('good'), color('good-soft'))).toBeGreaterThanOrEqual(4.5);
  });

  it('lines, edges and categories reach 3:1 on paper, forecast and history also on the bands', () => {
    for (const line of ['line-strong', 'naive', 'alternative', 'focus', 'category-other']) {
      expect(contrast(color(line), color('paper')), line).toBeGreaterThanOrEqual(3);
      expect(contrast(color(line), color('paper-raised')), line).toBeGreaterThanOrEqual(3);
    }
    for (let i = 1; i <= 8; i++) {
      expect(contrast(color(`category-${i}`), color('paper')), `category ${i}`).toBeGreaterThanOrEqual(3);
    }
    for (const band of ['forecast-50', 'forecast-80', 'forecast-95', 'event']) {
      expect(contrast(color('forecast'), color(band)), `forecast on ${band}`).toBeGreaterThanOrEqual(2.9);
      expect(contrast(color('ink'), color(band)), `history on ${band}`).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(Object.entries(deficiencies))('categories stay apart under %s', (_name, matrix) => {
    const labs = Array.from({ length: 8 }, (_, i) => seen(color(`category-${i + 1}`), matrix));
    for (let a = 0; a < 8; a++) {
      for (let b = a + 1; b < 8; b++) {
        const distance = Math.hypot(...labs[a].map((part, i) => part - labs[b][i]));
        expect(distance, `categories ${a + 1} and ${b + 1}`).toBeGreaterThanOrEqual(10);
      }
    }
  });
});
