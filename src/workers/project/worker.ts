import { exposeHandlers } from '#workers/expose-handlers.ts';
import { handlers } from '#workers/project/handlers.ts';

exposeHandlers(handlers);
