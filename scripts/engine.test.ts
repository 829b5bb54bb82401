import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** Runs `engine.ts` as a user does: a process of its own, JSON in, JSON out. */
function runEngine(words: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', 'tsx', 'scripts/engine.ts', ...words], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

describe('the headless runner', () => {
  it('finds each verb that it lists, and the verb computes', async () => {
    const values = Array.from({ length: 40 }, (_, week) => 20 + (week % 4) + week / 10);
    const { code, out } = await runEngine(['ets'], JSON.stringify({ values, frequency: 1, h: 3, model: 'ANN' }));
    expect(code).toBe(0);
    expect((JSON.parse(out) as { forecast: { mean: number[] } }).forecast.mean).toHaveLength(3);
    const verbs = Object.entries(import.meta.glob<{ default: unknown }>(['./engine/verbs/*.ts', '!**/*.test.ts']));
    expect(verbs.length).toBeGreaterThan(10);
    for (const [file, load] of verbs) expect(typeof (await load()).default, file).toBe('function');
  });

  it('refuses a verb that is not there, with those that are', async () => {
    const { code, err } = await runEngine(['etz']);
    expect(code).toBe(2);
    const refused = JSON.parse(err) as { error: { code: string; params: { known: string } } };
    expect(refused.error.code).toBe('unknown-verb');
    expect(refused.error.params.known.split(' ')).toContain('ets');
  });
});
