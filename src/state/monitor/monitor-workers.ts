import { createMonitorClient } from '#workers/monitor/client.ts';
import { createSampleClient } from '#workers/sample/client.ts';

/** One tracks, advises and plans the rest; the other learns to read reviews, which takes long, beside it. */
export const monitorClient = createMonitorClient();
export const feedbackClient = createMonitorClient();
/** Makes the sample's second part. */
export const sampleClient = createSampleClient();
