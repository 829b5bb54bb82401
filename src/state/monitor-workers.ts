import { createMonitorClient } from '#workers/monitor/client.ts';

/** One tracks, advises and plans the rest; the other learns to read reviews, which takes long, beside it. */
export const monitorClient = createMonitorClient();
export const feedbackClient = createMonitorClient();
