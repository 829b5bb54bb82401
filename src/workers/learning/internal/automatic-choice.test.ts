import { describe, expect, it } from 'vitest';
import { automaticExecutor, isCandidate, type TimedOffer } from './automatic-choice.ts';

const offer = (
  name: TimedOffer['name'],
  stepMilliseconds: number | null,
  trouble: TimedOffer['trouble'] = null,
): TimedOffer => ({ name, available: trouble !== 'no-webgl', trouble, device: '', detail: '', stepMilliseconds });

describe('automatic choice of an executor', () => {
  it('takes hardware WebGL unless another is clearly faster', () => {
    const rest = [offer('tfjs-wasm', 300), offer('tfjs-cpu', 2000)];
    expect(automaticExecutor([offer('tfjs-webgl', 20), offer('wasm-simd', 25), ...rest])).toBe('tfjs-webgl');
    expect(automaticExecutor([offer('tfjs-webgl', 30), offer('wasm-simd', 25), ...rest])).toBe('tfjs-webgl');
    expect(automaticExecutor([offer('tfjs-webgl', 60), offer('wasm-simd', 25), ...rest])).toBe('wasm-simd');
  });

  it('never takes a software renderer by itself, however fast it was measured', () => {
    const offers = [offer('tfjs-webgl', 1, 'software-renderer'), offer('wasm-simd', 25)];
    expect(automaticExecutor(offers)).toBe('wasm-simd');
    expect(isCandidate(offers, 'tfjs-webgl')).toBe(false);
  });

  it('times the slow ones only where nothing else is left', () => {
    const all = [
      offer('tfjs-webgl', null),
      offer('wasm-simd', null),
      offer('tfjs-wasm', null),
      offer('tfjs-cpu', null),
    ];
    expect(all.filter(({ name }) => isCandidate(all, name)).map(({ name }) => name)).toEqual([
      'tfjs-webgl',
      'wasm-simd',
    ]);
    const poor = [offer('tfjs-webgl', null, 'no-webgl'), offer('wasm-simd', null, 'no-wasm-simd'), ...all.slice(2)];
    expect(poor.filter(({ name }) => isCandidate(poor, name)).map(({ name }) => name)).toEqual([
      'tfjs-wasm',
      'tfjs-cpu',
    ]);
  });

  it('goes by the order where nothing was measured', () => {
    expect(automaticExecutor([offer('tfjs-webgl', null), offer('wasm-simd', null)])).toBe('tfjs-webgl');
    expect(automaticExecutor([])).toBeNull();
  });
});
