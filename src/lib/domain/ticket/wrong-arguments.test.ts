/** Each act with one wrong argument: it is refused at that argument, and with a code that people are told. */
import { describe, expect, test } from 'vitest';
import { registration, RIGHT_ARGUMENTS } from '../../../../tests/support/tickets.ts';
import { isCommandName, ARGUMENTS, type CommandName } from './arguments.ts';
import { parseArguments, refusedFields } from './parse.ts';
import { isRefusalCode } from './refusals.ts';

const contact = { name: 'Jan', phone: '638 44 44 00', email: 'jan@example.pl' };
const RIGHT: Readonly<Record<CommandName, object>> = {
	...RIGHT_ARGUMENTS,
	'ticket.register': registration({ contact })
};
/** Nobody means these, whatever is asked for. */
const WRONG: readonly unknown[] = [7.5, {}, [1], true, 'x'.repeat(5000)];
const isFields = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

type Spoiled = { readonly field: string; readonly args: object };

function spoiled(args: object): readonly Spoiled[] {
	return Object.entries(args).flatMap(([field, value]) => [
		...WRONG.map((wrong) => ({ field, args: { ...args, [field]: wrong } })),
		...(isFields(value)
			? spoiled(value).map((deeper) => ({
					field: `${field}.${deeper.field}`,
					args: { ...args, [field]: deeper.args }
				}))
			: [])
	]);
}

describe('one wrong argument is told where it stands', () => {
	test.each(Object.keys(ARGUMENTS).filter(isCommandName))('%s', (name) => {
		for (const { field, args } of spoiled(RIGHT[name])) {
			const what = `${field} of ${JSON.stringify(args).slice(0, 200)}`;
			const parsed = parseArguments(name, args);
			const fields = refusedFields(name, args as never).map((refusal) => refusal.field);
			if (parsed.ok) expect.fail(`taken as it is: ${what}`);
			else {
				expect(isRefusalCode(parsed.error.code), what).toBe(true);
				// An object in place of another is wrong in what it lacks.
				expect(`${parsed.error.field ?? ''}.`, what).toMatch(new RegExp(`^${field}\\.`, 'u'));
			}
			expect(
				fields.some((one) => `${one ?? ''}.`.startsWith(`${field}.`)),
				what
			).toBe(true);
		}
	});
});
