/** Starts forecast-thread.ts in a worker thread: a thread does not inherit what reads TypeScript. */
import { register } from 'tsx/esm/api';

register();
await import('./forecast-thread.ts');
