/** A thread of Node that helps a training: see src/learning/wasm/gradient-team.ts. Started by scripts/engine/node-helpers.ts. */
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
parentPort.once('message', async (job) => {
  const { prepareHelper } = await import('#learning/wasm/gradient-team.ts');
  const serve = await prepareHelper(job);
  parentPort.postMessage('ready');
  serve();
});
