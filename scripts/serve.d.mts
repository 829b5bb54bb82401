import type { Server } from 'node:http';
export function serve(port: number): Promise<{ readonly server: Server; readonly address: string }>;
