import { handlers } from '#workers/candidates/handlers.ts';
import { exposeHandlers } from '#workers/expose-handlers.ts';

exposeHandlers(handlers);
