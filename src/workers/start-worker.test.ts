import { afterEach, describe, expect, it, vi } from 'vitest';
import { demandOwnScript } from '#workers/start-worker.ts';

const at = (href: string): void => {
  const { protocol, origin } = new URL(href);
  // Chromium says `file://` for the origin of a page from disk.
  vi.stubGlobal('location', { href, protocol, origin: protocol === 'file:' ? 'file://' : origin });
};

afterEach(() => vi.unstubAllGlobals());

describe('demandOwnScript', () => {
  it('lets through what was built with the page', () => {
    at('https://shop.example/tools/debut/index.html');
    for (const url of [
      'assets/worker-1.js',
      'https://shop.example/tools/debut/assets/worker-1.js',
      'blob:https://shop.example/1b2c',
    ])
      expect(demandOwnScript(url)).toBe(url);
    at('file:///home/me/debut.html');
    expect(demandOwnScript('blob:null/1b2c')).toBe('blob:null/1b2c');
  });

  it('refuses every other script', () => {
    at('https://shop.example/tools/debut/index.html');
    for (const url of [
      'https://evil.example/worker.js',
      '//evil.example/worker.js',
      'data:text/javascript,alert(1)',
      'javascript:alert(1)',
      'blob:https://evil.example/1b2c',
      'blob:null/1b2c',
    ])
      expect(() => demandOwnScript(url), url).toThrow(TypeError);
    at('file:///home/me/debut.html');
    for (const url of ['file:///home/me/other.js', 'other.js', 'https://evil.example/x.js', 'data:text/javascript,1'])
      expect(() => demandOwnScript(url), url).toThrow(TypeError);
  });
});
