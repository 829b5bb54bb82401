import { JobRefused } from '#workers/job-control.ts';

/** The JSON document on standard input. */
export async function readJsonFromStdin(): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new JobRefused('input-not-json', { reason: String(error) });
  }
}

/** Writes everything before it returns; a reader that has gone (EPIPE) is no error. */
export function writeAll(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? resolve() : reject(error)));
    process.stdout.write(text, () => resolve());
  });
}
