import type { RowDatabase } from './row-database.ts';

/**
 * Takes the text off what is over: in any tab, and before it shows anything, as who leads does not
 * matter to that. The hashes stay, so that the proof goes on holding (src/lib/sync/expiry.ts).
 */
export async function expireRows(db: RowDatabase, month: number): Promise<void> {
	const { rows, expired, staged } = db;
	// Mostly there is nothing, and a question is cheaper than a transaction that writes.
	const over = await rows.where('month').belowOrEqual(month).count();
	if (over === 0 && (await staged.count()) === 0) return;
	await db.transaction('rw', rows, expired, staged, async () => {
		const left = (await rows.where('month').belowOrEqual(month).toArray()).map((row) => {
			const { scope, kind, id, hash } = row;
			return { scope, kind, id, hash, month: row.month ?? month };
		});
		await expired.bulkPut(left);
		await rows.bulkDelete(left.map(({ scope, kind, id }) => [scope, kind, id]));
		const isOver = (row: { readonly month?: number }) => (row.month ?? Infinity) <= month;
		await staged
			.filter((page) => page.rows.some(isOver))
			.modify((page, at) => {
				at.value = { rows: page.rows.filter((row) => !isOver(row)) };
			});
	});
}
