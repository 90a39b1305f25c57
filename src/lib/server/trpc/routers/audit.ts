/** R15.1: the Pełnomocnik sees who listened to recordings, and why. */
import * as v from 'valibot';
import { listAudit, type AuditView } from '../../audit/audit-log.ts';
import { permitted, router } from '../init.ts';

export const auditRouter = router({
	list: permitted('audit.list')
		.input(v.object({ before: v.nullable(v.pipe(v.string(), v.isoTimestamp())) }))
		.query(({ ctx: { services }, input }): Promise<readonly AuditView[]> =>
			listAudit(services.db, input.before)
		)
});
