import type { Competence, Suggestion } from './ticket.ts';
import type { ByChannel, Channel, Desk } from './vocabulary.ts';

/** Which section receives what came in by which channel: telephone and chat § 5(1), the rest § 5(2). */
export const DESK_OF_CHANNEL: ByChannel<Desk> = {
	phone: 'callCenter',
	chat: 'callCenter',
	web: 'informationOffice',
	fax: 'informationOffice',
	hall: 'informationOffice',
	point: 'informationOffice'
};

/** Where a device stands by itself: in the hall or at a point. What comes from one came in no other way. */
export const CHANNELS_OF_DEVICES: readonly Channel[] = ['hall', 'point'];

/** The form on the portal is the one way in for whoever is at home (§ 4). */
export const CHANNELS_OF_ANYBODY: readonly Channel[] = ['web'];

/** What comes by way of the portal, and so under its terms (R4.1, R4.2). */
export const CHANNELS_OF_PORTAL: readonly Channel[] = ['web', 'chat'];

/** Who sees to the procedure of an article or to a category of interventions. */
export type Routed = { readonly unitId: string; readonly cellId: string | null };

type Post = { readonly unitId: string | null; readonly cellId: string | null };

/** Staff of a cell see to their cell's tickets; staff of the unit itself to all of its tickets. */
export const isCompetent = ({ unitId, cellId }: Post, to: Competence): boolean =>
	cellId === null ? unitId === to.unitId : cellId === to.cellId;

/** § 13 (R13.1): the article names who is competent; without one, its category proposes a unit. */
export function suggestUnit(article: Routed | null, category: Routed | null): Suggestion | null {
	if (article) return { unitId: article.unitId, cellId: article.cellId, from: 'article' };
	if (category) return { unitId: category.unitId, cellId: category.cellId, from: 'category' };
	return null;
}
