import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { describeFault, nameFault } from './log.ts';

const refused = Object.assign(new Error('duplicate key: Jan Kowalski'), {
	name: 'PostgresError',
	code: '23505'
});

describe('a fault in the log', () => {
	it('is where and what, with its causes', () => {
		const described = describeFault(
			new Error('Invariant broken: x', { cause: new TypeError('y') })
		);
		expect(described).toMatchObject({
			name: 'Error',
			message: 'Invariant broken: x',
			cause: { name: 'TypeError', message: 'y' }
		});
		expect(described.at[0]).toContain('log.test.ts');
	});

	it.each([
		['the database', refused],
		['a query', new DrizzleQueryError('insert …', ['Jan Kowalski'], refused)],
		['a parser', new SyntaxError('Unexpected token: Jan Kowalski')],
		['a string', 'Jan Kowalski']
	])('repeats nothing that was in the hands of %s', (_name, fault) => {
		expect(JSON.stringify(describeFault(fault))).not.toContain('Kowalski');
		expect(nameFault(fault)).not.toContain('Kowalski');
	});

	it('has a name that fits a line: the innermost cause with its code', () => {
		const fault = new DrizzleQueryError('insert …', [], refused);
		expect(nameFault(fault)).toMatch(/^PostgresError 23505 at /u);
	});
});
