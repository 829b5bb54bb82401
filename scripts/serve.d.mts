import type { Server } from 'node:http';
export interface ServeOptions {
  readonly folder?: string;
  readonly base?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export function serve(
  port: number,
  given?: ServeOptions,
): Promise<{ readonly server: Server; readonly address: string }>;
