/**
 * Response to price on the protocols of ../shared/reference/accuracy: answers by the headless `price-response` verb, scores by the
 * reference's own scorer. `--protocol=oj_price,price_worlds` chooses; each figure stands beside its bar.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Benchmark } from '../run.ts';
import { data, protocolsAreHere, scorer } from './accuracy-protocols.ts';

const protocols = ['oj_price', 'oj_price_unseen', 'oj_price_new', 'oj_price_store', 'price_worlds'];

const priceResponse: Benchmark = async (words) => {
  if (!protocolsAreHere()) return { skipped: 'the accuracy protocols are not beside this checkout' };
  const chosen =
    words
      .find((word) => word.startsWith('--protocol='))
      ?.slice('--protocol='.length)
      .split(',') ?? protocols;
  const folder = mkdtempSync(path.join(tmpdir(), 'price-response-'));
  const figures: Record<string, number> = {};
  try {
    for (const protocol of chosen) {
      const file = path.join(folder, `${protocol}.json`);
      const verb = ['npx', 'tsx', 'scripts/engine.ts', 'price-response'];
      const options = { encoding: 'utf8', maxBuffer: 1 << 28 } as const;
      execFileSync(
        'node',
        [scorer, data, '--run', protocol, '--method', 'debut', '--out', file, '--', ...verb],
        options,
      );
      console.log(execFileSync('node', [scorer, data, file, '--paired'], options));
      const [{ metrics }] = JSON.parse(execFileSync('node', [scorer, data, file, '--json'], options)) as [
        { readonly metrics: Readonly<Record<string, number | null>> },
      ];
      for (const [name, value] of Object.entries(metrics)) if (value !== null) figures[`${protocol} ${name}`] = value;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return figures;
};
export default priceResponse;
