import { may } from '../org/policy.ts';
import type { Actor } from '../org/roles.ts';
import type { Routed } from '../ticket/routing.ts';

/** Heads amend what their own cells and units see to, the Director of WZKM anything (§ 12(1), (5)). */
export const mayAmend = (actor: Actor, article: Routed): boolean =>
	may(actor, 'article.propose', article) || may(actor, 'article.initiate');
