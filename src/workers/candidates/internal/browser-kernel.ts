import kernelUrl from '#learning/wasm/build/training-simd.wasm?url';
import { readAsset } from '#workers/read-asset.ts';

/** The training kernel's plain SIMD variant, the only one that the cold start uses. */
export const fetchPlainKernel = async (): Promise<ArrayBuffer> => (await readAsset(kernelUrl)).buffer;
