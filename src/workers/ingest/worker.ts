import { exposeHandlers } from '#workers/expose-handlers.ts';
import { handlers } from './handlers.ts';

exposeHandlers(handlers);
