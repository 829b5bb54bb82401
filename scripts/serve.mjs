/** Serves dist/ on this machine only, with the security headers, and prints the address. Started by `npm start` and by the tests. */
import { createReadStream, existsSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { headers } from './build/headers.mjs';

const dist = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist');
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.csv': 'text/csv; charset=utf-8',
  // A gzip file is data here and is unpacked by the page: no Content-Encoding.
  '.gz': 'application/gzip',
};

/** The file that a path names, within the folder and not behind a link that leads out of it; null: there is none. */
function fileAt(folder, name) {
  let file = path.join(folder, path.normalize(`/${name}`));
  if (existsSync(file) && statSync(file).isDirectory()) file = path.join(file, 'index.html');
  if (!existsSync(file) || !statSync(file).isFile()) return null;
  return realpathSync(file).startsWith(realpathSync(folder) + path.sep) ? file : null;
}

function answer(request, response, { folder, base, headers }) {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return void response.writeHead(405, { ...headers, Allow: 'GET, HEAD' }).end();
  const pathname = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (!pathname.startsWith(base)) return void response.writeHead(404, headers).end('not found');
  const file = fileAt(folder, pathname.slice(base.length));
  if (file === null) return void response.writeHead(404, headers).end('not found');
  const hashed = /[/\\]assets[/\\]/.test(file);
  response.writeHead(200, {
    ...headers,
    'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
    'Content-Length': statSync(file).size,
    'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') return void response.end();
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/**
 * Starts the server on the first free port from `port` on (0: any) and returns it with its address. Tests serve another folder,
 * under a path of its own (with its slashes), or with other headers.
 */
export function serve(port, given = {}) {
  const options = { folder: dist, base: '/', headers, ...given };
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      try {
        answer(request, response, options);
      } catch {
        response.writeHead(400, options.headers).end();
      }
    });
    server.on('error', (error) => {
      if (error.code === 'EADDRINUSE' && port !== 0) resolve(serve(port + 1, given));
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve({ server, address: `http://localhost:${server.address().port}${options.base}` });
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!existsSync(path.join(dist, 'index.html'))) {
    console.error('dist/ is missing. Run: node scripts/setup.mjs');
    process.exit(1);
  }
  const { address } = await serve(Number(process.env.PORT ?? 4173));
  console.log(`\nDebut 首发 is ready: ${address}\nStop with Ctrl+C.`);
}
