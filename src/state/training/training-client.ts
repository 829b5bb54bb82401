import { createLearningClient } from '#workers/learning/client.ts';

/** The one learning worker of the page. */
export const learningClient = createLearningClient();
