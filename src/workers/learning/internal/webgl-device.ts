import { backend } from '@tensorflow/tfjs-core';
import type { DeviceWatch } from '#learning/tfjs/backend.ts';
import type { ExecutorOffer } from '#workers/learning/contract.ts';

/** Renderers that compute on the CPU: slower than WASM at the same work. */
const softwareRenderer = /swiftshader|llvmpipe|softpipe|basic render|software|swrast/i;

/** Asks a throw-away context for its renderer. */
export async function offerWebgl(): Promise<Omit<ExecutorOffer, 'name'>> {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return { available: false, trouble: 'no-webgl', device: '', detail: '' };
  const device = readRenderer(gl);
  const floats = gl.getExtension('EXT_color_buffer_float') !== null;
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  if (!floats) return { available: false, trouble: 'no-float-textures', device, detail: '' };
  const software = softwareRenderer.test(device);
  return { available: true, trouble: software ? 'software-renderer' : null, device, detail: '' };
}

function readRenderer(gl: WebGL2RenderingContext): string {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

/** What we use of tfjs' WebGL backend beyond the public interface. */
interface BackendWithContext {
  readonly gpgpu: { readonly gl: WebGL2RenderingContext & { readonly canvas: OffscreenCanvas } };
}

/** The context that TensorFlow.js computes on: its renderer, and when it is lost. */
export function watchWebgl(): DeviceWatch {
  // Asked for when the backend has just been started and is the current one.
  let gl: BackendWithContext['gpgpu']['gl'] | null = null;
  const context = () => {
    gl ??= (backend() as unknown as BackendWithContext).gpgpu.gl;
    return gl;
  };
  return {
    device: () => readRenderer(context()),
    onLost: (callback) => context().canvas.addEventListener('webglcontextlost', callback, { once: true }),
    isLost: () => context().isContextLost(),
  };
}
