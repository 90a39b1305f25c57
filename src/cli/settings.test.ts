import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

describe('settings', () => {
	it('has a default for everything, so that two commands are enough', () => {
		expect(readSettings({}, '/srv/lckm')).toEqual({
			ok: true,
			value: {
				port: 3000,
				host: '127.0.0.1',
				origin: 'http://localhost:3000',
				originIsGiven: false,
				databaseUrl: null,
				dataDir: '/srv/lckm/var',
				demonstration: true
			}
		});
	});

	it('takes what is given', () => {
		const given = {
			PORT: '8080',
			HOST: '0.0.0.0',
			ORIGIN: 'https://lckm.example/',
			DATABASE_URL: 'postgres://lckm:secret@db.example:5432/lckm',
			DATA_DIR: '/data'
		};
		expect(readSettings(given, '/srv/lckm')).toEqual({
			ok: true,
			value: {
				port: 8080,
				host: '0.0.0.0',
				origin: 'https://lckm.example',
				originIsGiven: true,
				databaseUrl: 'postgres://lckm:secret@db.example:5432/lckm',
				dataDir: '/data',
				demonstration: false
			}
		});
	});

	it('counts an empty variable as not set', () => {
		expect(readSettings({ PORT: '', DATABASE_URL: ' ' }, '/')).toMatchObject({
			value: { port: 3000, databaseUrl: null }
		});
	});

	it('fills a database of the operator only when told to', () => {
		const DATABASE_URL = 'postgres://lckm@db.example/lckm';
		expect(readSettings({ DATABASE_URL, DEMONSTRATION: 'yes' }, '/')).toMatchObject({
			value: { demonstration: true }
		});
		expect(readSettings({ DEMONSTRATION: 'no' }, '/')).toMatchObject({
			value: { demonstration: false }
		});
	});

	it.each([
		['PORT', 'abc'],
		['PORT', '0'],
		['PORT', '65536'],
		['PORT', '80.5'],
		['HOST', 'two words'],
		['ORIGIN', 'lckm.example'],
		['ORIGIN', 'https://lckm.example/portal'],
		['ORIGIN', 'ftp://lckm.example'],
		['DATABASE_URL', 'mysql://db.example/lckm'],
		['DATABASE_URL', 'not an address'],
		['DEMONSTRATION', 'maybe']
	])('refuses %s=%s in one line that names the variable', (name, value) => {
		const settings = readSettings({ [name]: value }, '/');
		expect(settings).toEqual({ ok: false, error: [expect.stringMatching(`^${name}: `)] });
	});

	it('has a line for every wrong variable at once', () => {
		const settings = readSettings({ PORT: 'abc', ORIGIN: 'x' }, '/');
		expect(settings).toMatchObject({
			error: [
				'PORT: "abc" is not a whole number from 1 to 65535',
				expect.stringContaining('ORIGIN: "x"')
			]
		});
	});

	it('does not repeat a database address, which may hold a password', () => {
		const settings = readSettings({ DATABASE_URL: 'mysql://lckm:secret@db.example/lckm' }, '/');
		expect(JSON.stringify(settings)).not.toContain('secret');
	});
});
