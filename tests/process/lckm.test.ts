import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '#lib/server/seed/demonstration.ts';
import { startProduct, type Product } from '../support/product.ts';
import { Visitor } from './visitor.ts';

let product: Product;

beforeAll(async () => {
	product = await startProduct();
});
afterAll(() => product.remove());

async function signedIn(login: string, password: string): Promise<Visitor> {
	const visitor = new Visitor(product);
	await visitor.api.account.signIn.mutate({ login, password });
	return visitor;
}

describe.concurrent('lckm', () => {
	it('without anything prints what it can do', async () => {
		const { exitCode, stderr } = await product.lckm();
		expect(exitCode).toBe(2);
		for (const noun of ['db', 'user', 'device', 'kb', 'retention'])
			expect(stderr).toMatch(new RegExp(`^ {2}${noun} `, 'mu'));
	});

	it('prints the same as an answer when asked with --help', async () => {
		const { exitCode, stdout, stderr } = await product.lckm('--help');
		expect([exitCode, stderr]).toEqual([0, '']);
		expect(stdout).toMatch(/^Usage: lckm /u);
		expect(stdout).toContain('Exit codes:');
	});

	it.each([
		['an unknown noun', ['printer'], "unknown command 'printer'"],
		['a missing option', ['device', 'pair', '--class', 'kiosk'], "option '--place <code>'"],
		['an id that is none', ['device', 'revoke', '7'], 'is no id']
	])('refuses %s and points to the help', async (_what, args, words) => {
		const { exitCode, stdout, stderr } = await product.lckm(...args);
		expect(exitCode).toBe(2);
		expect(stdout).toBe('');
		expect(stderr).toContain(words);
		expect(stderr).toContain('--help');
	});
});

describe('lckm retention expiry (R3.2)', () => {
	it('prints one instant a line', async () => {
		const instants = ['2026-03-31T21:59:59Z', '2026-04-01T00:00:00+02:00'];
		const { exitCode, stdout } = await product.lckm('retention', 'expiry', ...instants);
		expect([exitCode, stdout]).toEqual([0, '2026-09-30T22:00:00.000Z\n2026-10-31T23:00:00.000Z\n']);
	});

	it('prints nothing where one of them is none', async () => {
		const asked = ['2026-03-31T21:59:59Z', '31.03.2026'];
		const { exitCode, stdout, stderr } = await product.lckm('retention', 'expiry', ...asked);
		expect([exitCode, stdout]).toEqual([2, '']);
		expect(stderr).toContain('is no instant like');
	});
});

describe('lckm db', () => {
	it('migrates a database that is of this version, changing nothing', async () => {
		expect(await product.lckm('db', 'migrate')).toEqual({
			exitCode: 0,
			stdout: 'The database is of this version.\n',
			stderr: ''
		});
	});

	it('seeds the demonstration city once: again it moves nothing on any device', async () => {
		const head = await signedIn('halina.gajda', DEMONSTRATION_PASSWORD);
		const before = await head.versions();
		expect(before).toHaveProperty('kb:staff');
		const { exitCode, stdout, stderr } = await product.lckm('db', 'seed');
		expect([exitCode, stderr]).toEqual([0, '']);
		expect(product.program.stdout).toContain(stdout.trim());
		expect(await head.versions()).toEqual(before);
	});
});

describe.concurrent('lckm user', () => {
	const ADD = ['user', 'add', '--name', 'Nowy Pracownik', '--role'];
	const passwordIn = (stdout: string): string =>
		/^Password, shown this once: (\S+)$/mu.exec(stdout)?.[1] ?? '';

	it('adds a person, once, who can sign in with the password shown', async () => {
		const { exitCode, stdout } = await product.lckm(...ADD, 'clerk', '--login', 'nowy');
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/^Added nowy\.\n/u);
		const { actor } = await (await signedIn('nowy', passwordIn(stdout))).api.account.me.query();
		expect(actor).toMatchObject({ name: 'Nowy Pracownik', roles: ['clerk'] });
		const again = await product.lckm(...ADD, 'editor', '--login', 'NOWY');
		expect(again).toEqual({ exitCode: 1, stdout: '', stderr: 'There is a nowy already.\n' });
	});

	it('adds nobody who would see no ticket', async () => {
		const head = [...ADD, 'unitHead', '--login', 'zagubiony'];
		const nowhere = await product.lckm(...head);
		expect(nowhere).toMatchObject({ exitCode: 2, stderr: 'A unitHead needs --unit.\n' });
		const { exitCode, stderr } = await product.lckm(...head, '--unit', 'NIC');
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(/^There is no unit NIC\. There are:\n(?: {2}\S+ {2}.+\n)+$/u);
		await expect(signedIn('zagubiony', 'anything')).rejects.toThrow('wrongCredentials');
	});

	it('takes no password that is too short', async () => {
		const args = [...ADD, 'clerk', '--login', 'krotki', '--password-stdin'];
		const { exitCode, stderr } = await product.lckmReading('krótkie\n', ...args);
		expect(exitCode).toBe(2);
		expect(stderr).toBe('A password has 12 to 128 characters, this one 7.\n');
	});

	it('gives a new password, which ends the sessions begun with the old one', async () => {
		const added = await product.lckm(...ADD, 'clerk', '--login', 'odnowiony');
		const before = await signedIn('odnowiony', passwordIn(added.stdout));
		const { exitCode, stdout } = await product.lckm('user', 'reset', 'odnowiony');
		expect(exitCode).toBe(0);
		const { actor } = await before.api.account.me.query();
		expect(actor).toMatchObject({ type: 'anonymous' });
		await expect(signedIn('odnowiony', passwordIn(added.stdout))).rejects.toThrow();
		await expect(signedIn('odnowiony', passwordIn(stdout))).resolves.toBeDefined();
	});
});

describe.concurrent('lckm device', () => {
	const pair = (name: string, ...more: readonly string[]) =>
		product.lckm(
			...['device', 'pair', '--class', 'kiosk', '--place', 'PIOTRKOWSKA-110', '--name', name],
			...more
		);

	it('makes a place for a device, which the printed code claims once', async () => {
		const { exitCode, stdout } = await pair('Kiosk przy wejściu');
		expect(exitCode).toBe(0);
		const code = /^Pairing code {3}(\S{4}-\S{4})$/mu.exec(stdout)?.[1] ?? '';
		const paired = await new Visitor(product).api.device.pair.mutate({ code });
		expect(stdout).toContain(paired.id);
		const again = new Visitor(product).api.device.pair.mutate({ code });
		await expect(again).rejects.toThrow('invalidCode');
	});

	it('locks one out', async () => {
		const { stdout } = await pair('Kiosk zgubiony', '--json');
		const { deviceId, code } = JSON.parse(stdout) as { deviceId: string; code: string };
		const kiosk = new Visitor(product);
		await kiosk.api.device.pair.mutate({ code });
		const revoked = await product.lckm('device', 'revoke', deviceId);
		expect(revoked.exitCode).toBe(0);
		expect(revoked.stdout).toMatch(/^Locked out since /u);
		await expect(kiosk.api.account.me.query()).rejects.toThrow('revoked');
	});

	it('knows the places, and tells them to whoever names another', async () => {
		const { exitCode, stdout, stderr } = await product.lckm(
			...['device', 'pair', '--class', 'kiosk', '--place', 'KSIEZYC', '--name', 'Daleko']
		);
		expect([exitCode, stdout]).toEqual([1, '']);
		expect(stderr).toMatch(/^There is no place KSIEZYC\. There are:\n/u);
		expect(stderr).toContain('  PIOTRKOWSKA-110  ');
	});

	it('locks nobody out who is not there', async () => {
		const id = crypto.randomUUID();
		const nobody = await product.lckm('device', 'revoke', id);
		expect(nobody).toEqual({ exitCode: 1, stdout: '', stderr: `There is no device ${id}.\n` });
	});
});

describe('while no product runs, lckm', () => {
	beforeAll(() => product.stop());

	it('starts the database for as long as its work takes, and ends it again', async () => {
		const { exitCode, stdout } = await product.lckm('device', 'list');
		expect(exitCode).toBe(0);
		expect(product.processes()).toEqual([]);
		const rows = stdout.split('\n').map((line) => line.split(/ {2,}/u).slice(1, 4).join(', '));
		expect(rows).toEqual([
			'class, name, state',
			'kiosk, Kiosk przy wejściu, paired',
			'kiosk, Kiosk w sali obsługi (wycofany), revoked',
			'kiosk, Kiosk zgubiony, revoked',
			''
		]);
	});
});

// The last of all: it takes every ticket away.
describe('lckm retention run (R3.2, R3.3)', () => {
	const LATER = '2040-01-01T00:00:00Z';
	const run = async (...more: string[]) => {
		const { exitCode, stdout } = await product.lckm('retention', 'run', '--json', ...more);
		expect(exitCode).toBe(0);
		return JSON.parse(stdout) as Record<string, unknown> & { ending: { tickets: number } };
	};

	it('counts what would go, and takes nothing', async () => {
		const first = await run('--at', LATER, '--dry-run');
		expect(first.ending.tickets).toBeGreaterThan(100);
		expect(await run('--at', LATER, '--dry-run')).toEqual(first);
		expect((await run('--dry-run')).ending.tickets).toBe(0);
	});

	it('takes it, says how much, and proves that nothing is left', async () => {
		const before = await run('--at', LATER, '--dry-run');
		const nothing = {
			...{ tickets: 0, events: 0, photos: 0, copies: 0 },
			...{ putAside: 0, talks: 0, recordings: 0 }
		};
		expect(await run('--at', LATER)).toMatchObject({
			ending: before.ending,
			deleted: { tickets: before.ending.tickets },
			residue: nothing
		});
		expect((await run('--at', LATER)).ending).toEqual(nothing);
		const { stdout } = await product.lckm('retention', 'run', '--at', LATER);
		expect(stdout).toContain('Nothing is left.');
	});
});
