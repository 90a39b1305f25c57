import { and, eq, isNotNull } from 'drizzle-orm';
import type { Database } from '#lib/server/db/connection.ts';
import { syncMember, syncScope } from '#lib/server/db/schema/index.ts';
import type { ArticleView } from '#lib/domain/article/visibility.ts';
import type { Scope } from '#lib/sync/scope.ts';

/** As devices hold articles; BIP views never come to one. */
export type HeldView = ArticleView<'portal' | 'staff'>;

/** The texts of all rows that a device with this scope holds. */
export async function bodiesIn(db: Database, scope: Scope): Promise<readonly string[]> {
	const rows = await db
		.select({ body: syncMember.body })
		.from(syncMember)
		.innerJoin(syncScope, eq(syncScope.id, syncMember.scope))
		.where(and(eq(syncScope.key, scope), isNotNull(syncMember.body)));
	return rows.map(({ body }) => body ?? '');
}
