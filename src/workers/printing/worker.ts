import { exposeHandlers } from '#workers/expose-handlers.ts';
import { handlers } from '#workers/printing/handlers.ts';

exposeHandlers(handlers);
