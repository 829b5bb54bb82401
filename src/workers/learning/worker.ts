import { exposeHandlers } from '#workers/expose-handlers.ts';
import { createLearningHandlers } from '#workers/learning/handlers.ts';
import { browserExecutors } from '#workers/learning/internal/browser-executors.ts';

exposeHandlers(createLearningHandlers(browserExecutors));
