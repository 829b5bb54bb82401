import { exposeHandlers } from '#workers/expose-handlers.ts';
import { handlers } from '#workers/statistics/handlers.ts';

exposeHandlers(handlers);
