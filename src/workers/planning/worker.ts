import { exposeHandlers } from '#workers/expose-handlers.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { withHoldOuts } from '#workers/planning/internal/held-parts.ts';

exposeHandlers(withHoldOuts(handlers));
