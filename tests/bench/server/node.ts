/** One node of the product on a database of its own, without HTTP, and a count of what it asks. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { connect, openDatabase, type Database } from '#lib/server/db/connection.ts';
import { startServer, type Services } from '#lib/server/start.ts';
import { recordChanges, type ScopeChange } from '#lib/server/sync/change-log.ts';
import { copyTemplate } from '../../support/template-database.ts';

export type Node = {
	readonly services: Services;
	/** Beside the node: what is written here, another node wrote. */
	readonly writer: { readonly sql: Sql; readonly db: Database };
	readonly statements: Statements;
	readonly stop: () => Promise<void>;
};

export async function startNode(serverUrl: string): Promise<Node> {
	const database = await copyTemplate(serverUrl, `bench_${randomUUID().replaceAll('-', '')}`);
	const filesDir = mkdtempSync(join(tmpdir(), 'lckm-bench-'));
	const origin = 'http://localhost:3000';
	const server = await startServer({ databaseUrl: database.url, origin, filesDir });
	// Filling a database may take minutes.
	const sql = connect(database.url, { max: 2, statementTimeoutMs: 0 });
	return {
		services: server.services,
		writer: { sql, db: openDatabase(sql) },
		statements: new Statements(server.services.sql),
		stop: async () => {
			await server.close();
			await sql.end();
			await database.drop();
			rmSync(filesDir, { recursive: true, force: true });
		}
	};
}

type Statement = { readonly text: string; readonly parameters: readonly unknown[] };

/** Everything a pool sends, BEGIN and COMMIT included, as its driver sees it. */
export class Statements {
	#sent: Statement[] = [];

	constructor(sql: Sql) {
		Object.assign(sql.options, {
			debug: (_connection: number, text: string, parameters: readonly unknown[]) => {
				this.#sent.push({ text, parameters });
			}
		});
	}

	/** What was sent since the last call. */
	take(): readonly Statement[] {
		return this.#sent.splice(0);
	}
}

/** One transaction that changes these rows for their readers, on another node. */
export function write({ writer }: Node, changes: readonly ScopeChange[]): Promise<void> {
	return writer.db.transaction((tx) => recordChanges(tx, changes));
}

export function articleRow(characters: number, id: string = randomUUID()): ScopeChange {
	const body = JSON.stringify({ id, title: randomUUID(), text: 'ż'.repeat(characters / 2) });
	return { scope: 'kb:public', kind: 'article', id, body };
}
