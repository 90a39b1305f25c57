/**
 * Has statements that come again parsed and planned once a connection. Drizzle hands every statement to
 * the driver as one of a kind: it is parsed, described, which is a round trip of its own, and planned
 * each time anew, which was a third of the work of a command (docs/benchmarks/server.md).
 */
import type { Sql, TransactionSql } from 'postgres';

type Client = Sql | TransactionSql;
type Unsafe = Sql['unsafe'];
type Work = (tx: TransactionSql) => unknown;

/** A connection keeps each of them; lists of any length would make a new text each. */
const MOST_STATEMENTS = 300;

/** @returns the same client for Drizzle, which uses `unsafe`, `begin` and `savepoint` of it */
export function preparing(sql: Sql): Sql {
	const seen = new Set<string>();
	const comesAgain = (text: string): boolean => {
		if (seen.has(text)) return true;
		if (seen.size < MOST_STATEMENTS) seen.add(text);
		return false;
	};
	return wrap(sql, comesAgain);
}

function wrap<C extends Client>(client: C, comesAgain: (text: string) => boolean): C {
	const unsafe: Unsafe = (text, parameters = [], options = {}) =>
		client.unsafe(text, parameters, {
			...options,
			prepare: parameters.length > 0 && comesAgain(text)
		});
	const within = (work: Work) => (tx: TransactionSql) => work(wrap(tx, comesAgain));
	return new Proxy(client, {
		get(target, name) {
			if (name === 'unsafe') return unsafe;
			if (name === 'begin' && 'begin' in target) return (work: Work) => target.begin(within(work));
			if (name === 'savepoint' && 'savepoint' in target)
				return (work: Work) => target.savepoint(within(work));
			return Reflect.get(target, name) as unknown;
		}
	});
}
