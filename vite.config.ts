import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { headers } from './scripts/headers.mjs';

export default defineConfig({
  base: './',
  define: { __DEBUT_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [{ ...optimizeLocales.vite({ locales: ['en-US', 'en-GB', 'zh-CN'] }), enforce: 'pre' }, react()],
  worker: { format: 'es' },
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 2500, sourcemap: false },
  // The development server's client needs inline code, so only the isolation headers are taken over there.
  server: {
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('Cross-Origin'))),
  },
  optimizeDeps: {
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-cpu',
      'comlink',
      'recharts',
    ],
  },
});
