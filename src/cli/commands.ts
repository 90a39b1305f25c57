// The operator's commands, put together and run.
// Exit codes: 0 done, 1 refused or failed, 2 asked for wrongly, 3 the database cannot be reached.
import process from 'node:process';
import { Command, CommanderError } from 'commander';
import { addArticleCommands } from './commands/articles.ts';
import { addDatabaseCommands } from './commands/database.ts';
import { addDeviceCommands } from './commands/devices.ts';
import { addRetentionCommands } from './commands/retention.ts';
import { addStreetCommands } from './commands/streets.ts';
import { addUserCommands } from './commands/users.ts';
import { describeFailure } from './failure.ts';
import { DatabaseUnreachable } from './reachability.ts';
import { WrongUsage } from './usage.ts';

const program = new Command('lckm')
	.description('Looks after an installation of ŁCKzM.')
	.showHelpAfterError('(--help shows what can be given)')
	.exitOverride()
	.addHelpText(
		'after',
		`
The database is the one of DATABASE_URL, or else the embedded one of DATA_DIR (./var), which is
started for the command when no lckm runs on it.

Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the database cannot be reached.`
	);
const NOUNS = [
	addDatabaseCommands,
	addUserCommands,
	addDeviceCommands,
	addArticleCommands,
	addStreetCommands,
	addRetentionCommands
];
for (const add of NOUNS) add(program);

const exitCode = await run();
// A command that did only a part of its work has said so already.
process.exitCode ??= exitCode;

async function run(): Promise<number> {
	try {
		await program.parseAsync();
		return 0;
	} catch (failure) {
		// Commander has told already; asking for help is no mistake.
		if (failure instanceof CommanderError) return failure.exitCode === 0 ? 0 : 2;
		console.error(describeFailure(failure));
		if (failure instanceof WrongUsage) return 2;
		return failure instanceof DatabaseUnreachable ? 3 : 1;
	}
}
