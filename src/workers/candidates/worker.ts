import { createCandidatesHandlers } from '#workers/candidates/handlers.ts';
import { fetchPlainKernel } from '#workers/candidates/internal/browser-kernel.ts';
import { exposeHandlers } from '#workers/expose-handlers.ts';

exposeHandlers(createCandidatesHandlers(fetchPlainKernel));
