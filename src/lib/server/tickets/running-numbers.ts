import { sql } from 'drizzle-orm';
import type { Transaction } from '../db/connection.ts';

/** The running parts of so many official numbers; one that is not used is given to nobody else. */
export async function drawRunningNumbers(tx: Transaction, count: number): Promise<number[]> {
	if (count === 0) return [];
	const rows = await tx.execute<{ running: string }>(
		sql`select nextval('ticket_number')::text as running from generate_series(1, ${count}::int)`
	);
	return rows.map(({ running }) => Number(running));
}
