import { exposeHandlers } from '#workers/expose-handlers.ts';
import { handlers } from '#workers/monitor/handlers.ts';

exposeHandlers(handlers);
