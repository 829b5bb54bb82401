import * as tf from '@tensorflow/tfjs-core';
import { ExecutorLost, type ExecutorName } from '#learning/executor.ts';

/** A started TensorFlow.js backend. The engine is one per realm: whoever computes activates its backend first. */
export interface TfjsBackend {
  readonly executor: ExecutorName;
  /** Name in TensorFlow.js' registry. */
  readonly name: 'webgl' | 'wasm' | 'cpu';
  /** Renderer or variant, for people. */
  readonly device: string;
  /** Makes it the current backend; throws when TensorFlow.js silently took another. */
  activate(): void;
  /** What `getBackend()` says right now. */
  current(): string;
  /** The promise, or a rejection with ExecutorLost once the device is gone (a lost context leaves reads pending). */
  guard<T>(pending: Promise<T>): Promise<T>;
}

/** Where a backend comes from: how to name its device, and how to learn that the device has gone. */
export interface DeviceWatch {
  device(): string;
  /** Calls back once when the device is lost. */
  onLost(callback: () => void): void;
  /** Asked after each read: what a lost device gives back are no figures, and the news of its loss may come later. */
  isLost(): boolean;
}

/**
 * Starts a registered backend and verifies that TensorFlow.js really took it: `setBackend` answers false and leaves
 * another one in place when it can't. Throws with what happened.
 */
export async function startTfjsBackend(name: TfjsBackend['name'], watch?: DeviceWatch): Promise<TfjsBackend> {
  const taken = await tf.setBackend(name);
  await tf.ready();
  if (!taken || tf.getBackend() !== name) throw new Error(`setBackend('${name}') left '${tf.getBackend()}' in place`);
  const device = watch?.device() ?? '';
  const waiting = new Set<(reason: ExecutorLost) => void>();
  let lost = false;
  watch?.onLost(() => {
    lost = true;
    for (const reject of waiting) reject(new ExecutorLost(device));
    waiting.clear();
  });
  return {
    executor: `tfjs-${name}`,
    name,
    device,
    current: () => tf.getBackend(),
    guard: (pending) =>
      new Promise((resolve, reject) => {
        if (lost) reject(new ExecutorLost(device));
        waiting.add(reject);
        pending
          .then((value) => (watch?.isLost() ? reject(new ExecutorLost(device)) : resolve(value)), reject)
          .finally(() => waiting.delete(reject));
      }),
    activate: () => {
      if (lost || watch?.isLost()) throw new ExecutorLost(device);
      if (tf.getBackend() === name) return;
      // Synchronous for a backend that has been started before.
      void tf.setBackend(name);
      if (tf.getBackend() !== name) throw new Error(`setBackend('${name}') left '${tf.getBackend()}' in place`);
    },
  };
}
