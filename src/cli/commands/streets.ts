import type { Command } from 'commander';
import { replaceStreets } from '#lib/server/organisation/city-facts.ts';
import { NotUlic, streetsFromUlic } from '#lib/server/organisation/ulic.ts';
import { withTables } from '../command-database.ts';
import { readText } from '../read-text.ts';
import { Refused } from '../usage.ts';

export function addStreetCommands(program: Command): void {
	const streets = program.command('streets').description('Streets, for completing places.');
	streets
		.command('import')
		.description(
			'Take the streets of Łódź over from the catalogue ULIC of TERYT, in place of those there are. ' +
				'Devices have them within a day.'
		)
		.argument('<file>', 'the .csv file as GUS gives it out')
		.action(importFile);
}

async function importFile(file: string): Promise<void> {
	const names = namesIn(file);
	await withTables(({ db }) => db.transaction((tx) => replaceStreets(tx, names)));
	console.log(`${names.length} streets`);
}

function namesIn(file: string): readonly string[] {
	try {
		return streetsFromUlic(readText(file));
	} catch (fault) {
		if (fault instanceof NotUlic) throw new Refused(`${file} is not ULIC. ${fault.message}`);
		throw fault;
	}
}
