import postgres from 'postgres';
import type { Draft } from '../contract.ts';

/** Where every thin server keeps what devices sent: a table of a PostgreSQL that writes to disk. */
export class DraftTable {
	readonly #sql: postgres.Sql;

	constructor(url: string) {
		this.#sql = postgres(url, { max: 2 });
	}

	/** All in one statement and so in one transaction; what is known already stays as it is. */
	async insert(drafts: readonly Draft[]): Promise<void> {
		const rows = drafts.map((draft) => ({ id: draft.id, body: this.#sql.json(draft) }));
		if (rows.length === 0) return;
		await this.#sql`insert into draft ${this.#sql(rows, 'id', 'body')} on conflict do nothing`;
	}

	/** So that the first draft does not wait for a connection. */
	async connect(): Promise<void> {
		await this.#sql`select 1`;
	}
}
