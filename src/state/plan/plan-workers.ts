import { createCandidatesClient } from '#workers/candidates/client.ts';
import { createPlanningClient } from '#workers/planning/client.ts';

/** The workers that the plan's actions share: one builds problems, one searches and prices. */
export const planningClient = createPlanningClient();
export const candidatesClient = createCandidatesClient();
