import { type HelperJob, prepareHelper } from '#learning/wasm/gradient-team.ts';

// Waits inside `serve` until the team is stopped, so that no second message is ever read.
self.onmessage = async ({ data }: MessageEvent<HelperJob>) => {
  const serve = await prepareHelper(data);
  self.postMessage('ready');
  serve();
};
