import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './serve.mjs';

describe('the server of `npm start`', () => {
  const outside = mkdtempSync(path.join(os.tmpdir(), 'debut-serve-'));
  const folder = path.join(outside, 'dist');
  let served: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    mkdirSync(path.join(folder, 'empty/index.html'), { recursive: true });
    writeFileSync(path.join(folder, 'index.html'), 'page');
    writeFileSync(path.join(outside, 'secret'), 'secret');
    symlinkSync(path.join(outside, 'secret'), path.join(folder, 'link'));
    symlinkSync(outside, path.join(folder, 'folder-link'));
    served = await serve(0, { folder });
  });

  afterAll(() => {
    served.server.close();
    rmSync(outside, { recursive: true });
  });

  const ask = (method: string, name: string) =>
    new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
      const asked = request(served.address, { method, path: name }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      asked.on('error', reject);
      asked.end();
    });

  it('gives the page, and its head', async () => {
    expect(await ask('GET', '/')).toEqual({ status: 200, text: 'page' });
    expect(await ask('HEAD', '/index.html')).toEqual({ status: 200, text: '' });
  });

  it('only reads', async () => {
    for (const method of ['PUT', 'DELETE', 'POST', 'PATCH', 'TRACE', 'OPTIONS'])
      expect((await ask(method, '/')).status).toBe(405);
  });

  it('goes on after a folder, a broken path and a name of nothing', async () => {
    for (const name of ['/empty', '/empty/', '/nothing', '/../secret', '/..%2fsecret'])
      expect((await ask('GET', name)).status).toBe(404);
    expect((await ask('GET', '/%E0%A4%A')).status).toBe(400);
    expect((await ask('GET', '/')).status).toBe(200);
  });

  it('follows no link out of its folder', async () => {
    expect(await ask('GET', '/link')).toMatchObject({ status: 404 });
    expect(await ask('GET', '/folder-link/secret')).toMatchObject({ status: 404 });
  });
});
