import { exposeHandlers } from '#workers/expose-handlers.ts';
import { handlers } from '#workers/planning/handlers.ts';

exposeHandlers(handlers);
