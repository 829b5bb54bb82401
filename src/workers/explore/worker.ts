import { handlers } from '#workers/explore/handlers.ts';
import { exposeHandlers } from '#workers/expose-handlers.ts';

exposeHandlers(handlers);
