import type { Command } from 'commander';
import * as v from 'valibot';
import { expiryOf } from '#lib/domain/retention.ts';
import { by } from '../usage.ts';

const NO_INSTANT = 'is no instant like 2026-03-31T21:59:59Z';
const instant = v.pipe(
	v.string(),
	v.isoTimestamp(NO_INSTANT),
	v.transform((text) => new Date(text)),
	v.check((at) => !Number.isNaN(at.getTime()), NO_INSTANT)
);

export function addRetentionCommands(program: Command): void {
	const retention = program.command('retention').description('How long tickets are kept (R3.2).');
	retention
		.command('expiry')
		.description(
			'Print the instant, in UTC, at which what was registered at each of these is gone.'
		)
		.argument('<instant...>', 'with its zone, as in 2026-03-31T21:59:59Z', collect)
		.action((instants: readonly Date[]) => {
			for (const at of instants) console.log(expiryOf(at).toISOString());
		});
}

const read = by(instant);
/** Commander hands them over one by one. */
const collect = (given: string, before: readonly Date[] | undefined): readonly Date[] => [
	...(before ?? []),
	read(given)
];
