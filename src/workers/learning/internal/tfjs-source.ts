import { type DeviceWatch, startTfjsBackend, type TfjsBackend } from '#learning/tfjs/backend.ts';
import { type ChooseMathematics, createTfjsFactory } from '#learning/tfjs/tfjs-executor.ts';
import type { ExecutorOffer } from '#workers/learning/contract.ts';
import type { ExecutorSource } from './executor-source.ts';

/** A source of executors on a TensorFlow.js backend that the caller has imported (and so registered). */
export function createTfjsSource(
  name: TfjsBackend['name'],
  offer: () => Promise<Omit<ExecutorOffer, 'name'>>,
  watch?: DeviceWatch,
  mathematics?: ChooseMathematics,
): ExecutorSource {
  return {
    name: `tfjs-${name}`,
    offer: async () => ({ name: `tfjs-${name}`, ...(await offer()) }),
    start: async () => {
      const backend = await startTfjsBackend(name, watch);
      return {
        factory: createTfjsFactory(backend, mathematics),
        device: backend.device,
        backend: () => {
          backend.activate();
          return backend.current();
        },
      };
    },
  };
}

/** A device that can't be lost. */
export function steadyDevice(name: string): DeviceWatch {
  return { device: () => name, onLost: () => {}, isLost: () => false };
}

/** WebAssembly with 128-bit SIMD: the smallest module that uses it (i32.const 0, i8x16.splat, drop). */
const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11,
]);

export async function offerWasm(): Promise<Omit<ExecutorOffer, 'name'>> {
  const simd = WebAssembly.validate(simdModule);
  return { available: true, trouble: null, device: simd ? 'WASM SIMD' : 'WASM', detail: '' };
}

export async function offerCpu(): Promise<Omit<ExecutorOffer, 'name'>> {
  return { available: true, trouble: null, device: 'JavaScript', detail: '' };
}
