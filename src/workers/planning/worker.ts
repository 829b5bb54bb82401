import { exposeHandlers } from '#workers/expose-handlers.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { withHeldParts } from '#workers/planning/internal/held-parts.ts';

exposeHandlers(withHeldParts(handlers));
