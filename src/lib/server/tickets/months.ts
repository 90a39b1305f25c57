/** The parts of the tables by month of registration (drizzle/0008_months.sql). */
import { sql } from 'drizzle-orm';
import { monthOf } from '#lib/domain/retention.ts';
import type { Database, Transaction } from '../db/connection.ts';

/** Made before they are needed: a night in which nobody looks must not be the first to want one. */
const MONTHS_AHEAD = 2;

/** Makes the parts of months; what is there already stays as it is. */
export async function makeMonths(
	db: Database | Transaction,
	months: Iterable<number>
): Promise<void> {
	const wanted = sql.param([...new Set(months)]);
	await db.execute(sql`
		select make_month(month) from unnest(${wanted}::int[]) month
		where exists (
			select from pg_class whole
			where whole.relkind = 'p' and whole.relnamespace = current_schema()::regnamespace
				and to_regclass(whole.relname || '_' || month) is null)
		order by month`);
}

/** Until the transaction ends nobody else makes parts or takes them away; make_month takes the same lock. */
export async function holdMonths(tx: Transaction): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtext('lckm months'))`);
}

/** Months that a table has a part of, the oldest first. */
export async function listMonths(
	db: Database | Transaction,
	table = 'ticket'
): Promise<readonly number[]> {
	const rows = await db.execute<{ month: number }>(sql`
		select substring(part.relname from '\\d+$')::int as month
		from pg_inherits join pg_class part on part.oid = inhrelid
		where inhparent = ${table}::regclass order by 1`);
	return rows.map(({ month }) => month);
}

/** Keeps a part ready for what is registered next. */
export class TicketMonths {
	readonly #db: Database;
	readonly #ready = new Set<number>();

	constructor(db: Database) {
		this.#db = db;
	}

	/** Costs nothing once the months around this instant are there. */
	async makeReady(at: Date): Promise<void> {
		const month = monthOf(at);
		if (this.#ready.has(month)) return;
		const months = Array.from({ length: MONTHS_AHEAD + 1 }, (_, ahead) => month + ahead);
		await makeMonths(this.#db, months);
		this.#ready.add(month);
	}

	/** Looks again before the next time. */
	doubt(): void {
		this.#ready.clear();
	}
}
