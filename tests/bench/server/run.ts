// `npm run bench:server [-- --json] [--members 3000000] [--only name]`: what the server side of sync
// costs, on a PostgreSQL of its own that writes to disk as in production. docs/benchmarks/server.md has
// the last numbers.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../support/postgres.ts';
import { createTemplate } from '../../support/template-database.ts';
import { measureCommands } from './commands.ts';
import { measureDelta } from './delta.ts';
import { measureFanOut } from './fan-out.ts';
import { isMet, tableOf, type Figure } from './figures.ts';
import { measureImport } from './import.ts';
import { measureLive } from './live.ts';
import { measureReconnect } from './reconnect.ts';
import { measureRetention } from './retention.ts';

const { values } = parseArgs({
	options: {
		json: { type: 'boolean', default: false },
		members: { type: 'string', default: '3000000' },
		only: { type: 'string' }
	}
});
const members = Number(values.members);
if (!Number.isSafeInteger(members) || members < 1000) {
	console.error('--members is a whole number, 1000 at least.');
	process.exit(2);
}

const MEASUREMENTS: Readonly<Record<string, (url: string) => Promise<readonly Figure[]>>> = {
	fanout: measureFanOut,
	commands: measureCommands,
	import: measureImport,
	reconnect: measureReconnect,
	live: measureLive,
	retention: measureRetention,
	delta: (url) => measureDelta(url, members)
};
const names = values.only?.split(',') ?? Object.keys(MEASUREMENTS);
const unknown = names.filter((name) => !(name in MEASUREMENTS));
if (unknown.length > 0) {
	console.error(`No ${unknown.join(', ')}: ${Object.keys(MEASUREMENTS).join(', ')}`);
	process.exit(2);
}

const figures: Figure[] = [];
const server = await startPostgres({ durable: true });
try {
	await createTemplate(server.url);
	for (const name of names) {
		const found = (await MEASUREMENTS[name]?.(server.url)) ?? [];
		if (!values.json) console.log(`${name}\n${tableOf(found)}\n`);
		figures.push(...found);
	}
} finally {
	await server.stop();
}
if (values.json) console.log(JSON.stringify(figures.map((one) => ({ ...one, met: isMet(one) }))));
// Not an exit code of failure: a machine that does other things meanwhile is no fault of the product.
