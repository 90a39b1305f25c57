import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { preparing } from './prepared-statements.ts';

export type Database = PostgresJsDatabase;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

export type ConnectOptions = {
	/** Connections at most; whoever comes next waits for one. */
	readonly max?: number;
	/** Ends a statement that runs longer; 0 lets it run, for work that is known to take its time. */
	readonly statementTimeoutMs?: number;
};

/** A person has long given up on a request by then. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** Between the server's own limit and ours, so that the server, which says why, comes first. */
const GRACE_MS = 5000;

/**
 * The pool of this process, chosen for a server that dies and comes back: every query settles, a
 * failed one may be asked again, and work goes on within a second of the server's return. Measured in
 * docs/decisions/0002-postgres-driver.md, held by tests/integration/database-killed.test.ts.
 * @throws Error when the driver is installed without the patch that all this rests on
 */
export function connect(databaseUrl: string, options: ConnectOptions = {}): Sql {
	const { max = 10, statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
	const sql = postgres(databaseUrl, {
		max,
		// The driver's own back-off grows to 20 s, counted over all connections together: after an outage
		// of seconds that is the outage people notice. A refused attempt costs next to nothing. The chance
		// in it keeps several processes from coming back in step.
		backoff: () => 0.05 + Math.random() * 0.1,
		// For a server that takes the connection and says nothing; the default is half a minute.
		connect_timeout: 5,
		// Seconds until a silent connection is asked whether it still lives: a LISTEN or an idle one
		// behind a firewall that has forgotten it …
		keep_alive: 15,
		// … and a server that owes an answer and has stopped, which TCP alone would wait on for ever.
		...(statementTimeoutMs > 0 && { answer_timeout: (statementTimeoutMs + GRACE_MS) / 1000 }),
		connection: {
			application_name: 'lckm',
			statement_timeout: statementTimeoutMs,
			// Longer than any command waits for its turn at a row: better told to come again than queued up.
			lock_timeout: 2000,
			// A transaction whose client has stopped must not hold its locks against everybody else.
			idle_in_transaction_session_timeout: 5000
		},
		onnotice: ({ severity, message }) => {
			if (severity === 'WARNING') console.warn(`PostgreSQL warns: ${String(message)}`);
		}
	});
	// Without the patch a dying connection ends the process, and a dead transaction writes into others.
	if (!('answer_timeout' in sql.options))
		throw new Error(
			'The database driver lacks its patch: run "npx patch-package" and start again.'
		);
	return sql;
}

export function openDatabase(sql: Sql): Database {
	return drizzle({ client: preparing(sql), casing: 'snake_case' });
}
