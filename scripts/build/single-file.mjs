/**
 * Vite plugins that turn the page into one HTML file, which opens from disk by a double click: workers, kernels, fonts
 * and the sample are inside, and the policy in its head lets it ask nobody for anything.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { singleFilePolicy } from './headers.mjs';

const carried = '\0carried-worker:';

/**
 * `x.ts?worker&url` as the address of a blob with the whole worker in it, built as a classic script: a blob can't be a
 * module worker on a page from disk. Workers that start workers of their own are built the same way.
 */
function carryWorkers(define) {
  return {
    name: 'debut:carry-workers',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith('?worker&url')) return null;
      const found = await this.resolve(source.slice(0, -'?worker&url'.length), importer);
      return found && carried + found.id;
    },
    async load(id) {
      if (!id.startsWith(carried)) return null;
      const entry = id.slice(carried.length);
      const [{ output }] = await build({
        configFile: false,
        logLevel: 'warn',
        define,
        plugins: [carryWorkers(define)],
        build: {
          target: 'es2023',
          write: false,
          assetsInlineLimit: () => true,
          copyPublicDir: false,
          chunkSizeWarningLimit: 1e5,
          lib: { entry, formats: ['iife'], name: 'debutWorker' },
        },
      });
      const code = JSON.stringify(output[0].code);
      return `export default URL.createObjectURL(new Blob([${code}], { type: 'text/javascript' }));`;
    },
  };
}

/** The sample's files as blocks of data in the page, under the names that src/state/data/sample-files.ts looks for. */
function carrySample(folder) {
  const read = (name) => readFileSync(path.join(folder, name));
  return {
    name: 'debut:carry-sample',
    transformIndexHtml(html) {
      const { files } = JSON.parse(read('manifest.json'));
      const blocks = ['manifest.json', ...files.map(({ name }) => name)].map(
        (name) =>
          `<script type="application/octet-stream" id="sample/${name}">${read(name).toString('base64')}</script>`,
      );
      return html.replace('</body>', `${blocks.join('\n')}\n</body>`);
    },
  };
}

/** The icon inside, and the policy with the hashes of the one script and the one style sheet: nothing else may run. */
function sealPage(publicFolder, fileName) {
  // In one pass over both, so that a tag's name in the text of a script is not taken for a tag.
  const hashes = (html, tag) =>
    [...html.matchAll(/<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>/g)]
      .filter(([, name, attributes]) => name === tag && !attributes.includes('octet-stream'))
      .map(([, , , code]) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
      .join(' ');
  return {
    name: 'debut:seal-page',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        const icon = readFileSync(path.join(publicFolder, 'icon.svg')).toString('base64');
        const html = page.source
          .replace(/<link rel="manifest"[^>]*>\s*/, '')
          .replace('./icon.svg', `data:image/svg+xml;base64,${icon}`);
        const policy = singleFilePolicy(hashes(html, 'script'), hashes(html, 'style'));
        page.source = html.replace(
          '<head>',
          `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
        );
        page.fileName = fileName;
      },
    },
  };
}

export function singleFile({ define, publicFolder, fileName }) {
  return [
    carryWorkers(define),
    carrySample(path.join(publicFolder, 'sample')),
    viteSingleFile({ removeViteModuleLoader: false }),
    sealPage(publicFolder, fileName),
  ];
}
