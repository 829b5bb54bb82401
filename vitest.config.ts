import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    testTimeout: 60_000,
    execArgv: ['--experimental-wasm-relaxed-simd'],
    maxWorkers: 2,
  },
});
