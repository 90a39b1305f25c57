import { civilDayOf } from '#lib/domain/calendar.ts';
import type { Services } from '../start.ts';
import { beginVersions } from './article-writer.ts';

/** At midnight, and after whatever kept this server from looking then. */
export async function beginDueVersions({
	db,
	now,
	announce
}: Pick<Services, 'db' | 'now' | 'announce'>): Promise<void> {
	if ((await beginVersions(db, civilDayOf(now()))) > 0) announce(['kb:public', 'kb:staff']);
}
