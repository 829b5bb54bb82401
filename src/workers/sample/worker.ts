import { exposeHandlers } from '#workers/expose-handlers.ts';
import { handlers } from '#workers/sample/handlers.ts';

exposeHandlers(handlers);
