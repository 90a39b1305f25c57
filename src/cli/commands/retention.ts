import type { Command } from 'commander';
import * as v from 'valibot';
import { expiryOf } from '#lib/domain/retention.ts';
import { countEnding, endRetention, type Ending } from '#lib/server/tickets/retention.ts';
import { withTables } from '../command-database.ts';
import { filesDirOf } from '../settings.ts';
import { by, Refused } from '../usage.ts';

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
	retention
		.command('run')
		.description(
			'Delete what is over, as the server does by itself, and prove that nothing is left.'
		)
		.option('--at <instant>', 'as if it were then: later than now takes more away', by(instant))
		.option('--dry-run', 'count only')
		.option('--json', 'print JSON')
		.action(run);
}

type RunOptions = { at?: Date; dryRun?: boolean; json?: boolean };

async function run({ at = new Date(), dryRun = false, json = false }: RunOptions): Promise<void> {
	const report = await withTables(async ({ db, dataDir }) => {
		const ending = await countEnding(db, at);
		if (dryRun) return { at: at.toISOString(), dryRun, ending };
		const services = { db, filesDir: filesDirOf(dataDir), now: () => at };
		const { tickets, blobs } = await endRetention(services);
		const residue = await countEnding(db, at);
		return { at: at.toISOString(), dryRun, ending, deleted: { tickets, files: blobs }, residue };
	});
	console.log(json ? JSON.stringify(report) : inWords(report).join('\n'));
	if (report.residue && !isNothing(report.residue))
		throw new Refused('Something is left that should be gone.');
}

type Report = {
	readonly at: string;
	readonly ending: Ending;
	readonly deleted?: { readonly tickets: number; readonly files: number };
	/** Counted again afterwards. */
	readonly residue?: Ending;
};

const isNothing = (counted: Ending): boolean => Object.values(counted).every((one) => one === 0);

function inWords({ at, ending, deleted, residue }: Report): string[] {
	const { tickets, events, photos, copies, putAside, talks, recordings } = ending;
	const found = `${tickets} tickets with ${events} events and ${photos} photographs, ${copies} copies for readers, ${putAside} acts put aside, ${talks} talks in the chat, ${recordings} recordings of calls`;
	if (!deleted || !residue) return [`Over at ${at}, not deleted: ${found}.`];
	const proof = isNothing(residue) ? 'Nothing is left.' : `Left: ${JSON.stringify(residue)}.`;
	return [`Over at ${at}, and gone: ${found}.`, `Files deleted: ${deleted.files}. ${proof}`];
}

const read = by(instant);
/** Commander hands them over one by one. */
const collect = (given: string, before: readonly Date[] | undefined): readonly Date[] => [
	...(before ?? []),
	read(given)
];
