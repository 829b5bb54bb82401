import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readContent } from './byte-pieces.ts';

afterEach(() => vi.unstubAllGlobals());

describe('unpacking', () => {
  // A browser unpacks all that it is given at once; Node gives way earlier, so that memory says nothing here.
  it('gives the unpacker so little at a time that a bomb is megabytes and not gigabytes', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(2 ** 26)));
    const given: number[] = [];
    const Native = DecompressionStream;
    vi.stubGlobal(
      'DecompressionStream',
      class {
        readonly readable: ReadableStream<Uint8Array>;
        readonly writable: WritableStream<BufferSource>;
        constructor(format: CompressionFormat) {
          const native = new Native(format);
          const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
            transform: (chunk, controller) => {
              given.push(chunk.length);
              controller.enqueue(chunk);
            },
          });
          void counter.readable.pipeTo(native.writable).catch(() => {});
          this.readable = native.readable;
          this.writable = counter.writable;
        }
      },
    );
    let unpacked = 0;
    for await (const piece of readContent(bomb, true)) unpacked += piece.length;
    expect(unpacked).toBe(2 ** 26);
    expect(given.reduce((sum, length) => sum + length, 0)).toBe(bomb.length);
    expect(bomb.length).toBeGreaterThan(50_000);
    expect(Math.max(...given) * 1032).toBeLessThan(2 ** 24);
  });
});
