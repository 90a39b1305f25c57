import { randomInt, randomUUID } from 'node:crypto';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { Option, type Command } from 'commander';
import * as v from 'valibot';
import { ROLES, type Role } from '#lib/domain/org/roles.ts';
import { nameSchema, pathOf, type Unit } from '#lib/domain/org/units.ts';
import { DESKS, type Desk } from '#lib/domain/ticket/vocabulary.ts';
import { hashPassword, LONGEST_PASSWORD } from '#lib/server/auth/password.ts';
import { readLogin } from '#lib/server/auth/sign-in.ts';
import type { Transaction } from '#lib/server/db/connection.ts';
import { unit } from '#lib/server/db/schema/index.ts';
import {
	changePassword,
	findByLogin,
	publishPeople
} from '#lib/server/organisation/person-writer.ts';
import { withTables } from '../command-database.ts';
import { by, Refused, WrongUsage } from '../usage.ts';

const loginSchema = v.pipe(
	v.string(),
	v.transform(readLogin),
	v.regex(/^[a-z\d](?:[a-z\d._-]{0,38}[a-z\d])?$/u, 'is not 1–40 letters, digits, dots or dashes')
);

export function addUserCommands(program: Command): void {
	const user = program.command('user').description('People who sign in.');
	const fromStdin = ['--password-stdin', 'read the password from standard input'] as const;
	user
		.command('add')
		.description('Add a person. Prints a password made for them, unless one is given.')
		.requiredOption('--login <login>', 'what they sign in with', by(loginSchema))
		.requiredOption('--name <name>', 'as colleagues see it', by(nameSchema))
		.addOption(new Option('--role <role...>', 'one or more').choices(ROLES).makeOptionMandatory())
		.addOption(new Option('--desk <desk>', 'of a consultant or supervisor').choices(DESKS))
		.option('--unit <code>', 'of second-line staff and unit heads')
		.option('--cell <code>', 'the cell within that unit')
		.option(...fromStdin)
		.action(add);
	user
		.command('reset')
		.description('Give a person a new password and end all their sessions.')
		.argument('<login>', 'what they sign in with', by(loginSchema))
		.option(...fromStdin)
		.action(reset);
}

type AddOptions = {
	login: string;
	name: string;
	role: readonly Role[];
	desk?: Desk;
	unit?: string;
	cell?: string;
	passwordStdin?: true;
};

async function add(options: AddOptions): Promise<void> {
	requireDetails(options);
	const { login, name } = options;
	const password = await choosePassword(options.passwordStdin);
	const passwordHash = await hashPassword(password.text);
	await withTables(({ db }) =>
		db.transaction(async (tx) => {
			if (await findByLogin(tx, login)) throw new Refused(`There is a ${login} already.`);
			const home = await homeOf(tx, options);
			const roles = [...new Set(options.role)];
			const desk = options.desk ?? null;
			await publishPeople(tx, [
				{ id: randomUUID(), login, name, passwordHash, roles, desk, ...home, active: true }
			]);
		})
	);
	console.log(`Added ${login}.${password.note}`);
}

async function reset(login: string, { passwordStdin }: { passwordStdin?: true }): Promise<void> {
	const password = await choosePassword(passwordStdin);
	const passwordHash = await hashPassword(password.text);
	const known = await withTables(({ db }) =>
		db.transaction((tx) => changePassword(tx, login, passwordHash))
	);
	if (!known) throw new Refused(`There is no ${login}.`);
	console.log(
		`${login} has a new password; whoever was signed in as ${login} is not any more.${password.note}`
	);
}

const AT_DESK: readonly Role[] = ['consultant', 'supervisor'];
const IN_UNIT: readonly Role[] = ['fieldWorker', 'officeWorker', 'unitHead'];

/** Without a desk or a unit such a person would see no ticket at all. */
function requireDetails({ role, desk, unit: unitCode, cell }: AddOptions): void {
	const has = (wanted: readonly Role[]): Role | undefined =>
		role.find((one) => wanted.includes(one));
	const [atDesk, inUnit] = [has(AT_DESK), has(IN_UNIT)];
	if (atDesk && !desk) throw new WrongUsage(`A ${atDesk} needs --desk: ${DESKS.join(' or ')}.`);
	if (inUnit && unitCode === undefined) throw new WrongUsage(`A ${inUnit} needs --unit.`);
	if (cell !== undefined && unitCode === undefined) throw new WrongUsage('--cell needs --unit.');
}

type Home = { readonly unitId: string | null; readonly cellId: string | null };

async function homeOf(tx: Transaction, options: AddOptions): Promise<Home> {
	if (options.unit === undefined) return { unitId: null, cellId: null };
	const units = await tx.select().from(unit);
	const home = findByCode(units, options.unit, 'unit');
	if (options.cell === undefined) return { unitId: home.id, cellId: null };
	const cell = findByCode(units, options.cell, 'cell');
	if (pathOf(units, cell.id)[0]?.id !== home.id)
		throw new Refused(`${cell.code} is no cell of ${home.code}.`);
	return { unitId: home.id, cellId: cell.id };
}

function findByCode(units: readonly Unit[], code: string, kind: Unit['kind']): Unit {
	const found = units.find((one) => one.code === code && one.kind === kind);
	if (found) return found;
	const known = units
		.filter((one) => one.kind === kind)
		.map((one) => `  ${one.code}  ${one.name}`)
		.sort();
	throw new Refused([`There is no ${kind} ${code}. There are:`, ...known].join('\n'));
}

const SHORTEST_PASSWORD = 12;
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUPS = 4;
const GROUP_LENGTH = 4;

type Password = { readonly text: string; readonly note: string };

async function choosePassword(fromStdin: true | undefined): Promise<Password> {
	if (!fromStdin) {
		const made = makePassword();
		return { text: made, note: `\nPassword, shown this once: ${made}` };
	}
	const given = (await text(process.stdin)).replace(/\r?\n$/u, '');
	if (given.length < SHORTEST_PASSWORD || given.length > LONGEST_PASSWORD)
		throw new WrongUsage(
			`A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters, this one ${given.length}.`
		);
	return { text: given, note: '' };
}

/** About 79 bits, in signs that are told apart when read from paper. */
function makePassword(): string {
	const sign = (): string => ALPHABET.charAt(randomInt(ALPHABET.length));
	const group = (): string => Array.from({ length: GROUP_LENGTH }, sign).join('');
	return Array.from({ length: GROUPS }, group).join('-');
}
