import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import packageJson from './package.json' with { type: 'json' };
import { headers, policyInPage } from './scripts/build/headers.mjs';
import { singleFile } from './scripts/build/single-file.mjs';
import { languages } from './src/i18n/language.ts';

/** Two builds of one source: the page with its files, and (`--mode single`) everything in one HTML file. */
export default defineConfig(({ mode }) => {
  const isSingle = mode === 'single';
  const define = { __DEBUT_VERSION__: JSON.stringify(packageJson.version), __DEBUT_SINGLE_FILE__: String(isSingle) };
  return {
    base: './',
    define,
    plugins: [
      {
        ...optimizeLocales.vite({ locales: ['en-US', ...Object.values(languages).map(({ tag }) => tag)] }),
        enforce: 'pre',
      },
      react(),
      wordsBeforeStart(),
      isSingle ? singleFile({ define, publicFolder: 'public', fileName: 'debut.html' }) : installablePage(),
      ...(process.env.DEBUT_POLICY_IN_PAGE && !isSingle ? [pageWithPolicy()] : []),
    ],
    worker: { format: 'es' },
    build: {
      target: 'es2023',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2500,
      sourcemap: false,
      ...(isSingle ? { emptyOutDir: false, copyPublicDir: false } : {}),
    },
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
  };
});

/** What the page says where no script of it runs. */
function wordsBeforeStart(): Plugin {
  const words = Object.values(languages)
    .filter(({ notStarted }) => notStarted !== '')
    .map(({ tag, notStarted }) => `<p lang="${tag}">${notStarted}</p>`);
  return {
    name: 'debut-words-before-start',
    transformIndexHtml: (html) => html.replace('<div class="not-started">', `$&${words.join('')}`),
  };
}

/** For hosts that send no headers of ours (docs/hosting.md): the policy stands in the page. */
function pageWithPolicy(): Plugin {
  return {
    name: 'debut-policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policyInPage },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/**
 * A service worker that keeps every file of the page, fonts and sample included. It is registered by
 * src/state/runtime/offline-store.ts, and a new version takes over only when the user says so.
 */
function installablePage() {
  return VitePWA({
    injectRegister: false,
    registerType: 'prompt',
    filename: 'offline.js',
    includeAssets: [],
    manifest: {
      name: 'Debut 首发',
      short_name: 'Debut',
      description: packageJson.description,
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#fbfaf7',
      theme_color: '#fbfaf7',
      icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
    },
    workbox: {
      globPatterns: ['**/*.{html,js,css,wasm,woff2,ttf,svg,json,csv,gz}'],
      globIgnores: ['debut.html', 'sample/truth.json'],
      maximumFileSizeToCacheInBytes: 2 ** 25,
      inlineWorkboxRuntime: true,
      sourcemap: false,
      cleanupOutdatedCaches: true,
    },
  });
}
