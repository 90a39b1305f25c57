import { describe, expect, it } from 'vitest';
import { readEnvironment } from './env.ts';

const GIVEN = {
	DATABASE_URL: 'postgres://lckm:secret@localhost:5432/lckm',
	ORIGIN: 'https://lckm.example/',
	FILES_DIR: '/srv/lckm/files'
};

describe('the environment of the server', () => {
	it('is read once, with the origin as browsers write it', () => {
		expect(readEnvironment(GIVEN)).toEqual({
			databaseUrl: GIVEN.DATABASE_URL,
			origin: 'https://lckm.example',
			filesDir: '/srv/lckm/files'
		});
	});

	it('keeps files beside the other data where no place is named', () => {
		const { DATABASE_URL, ORIGIN } = GIVEN;
		const read = readEnvironment({ DATABASE_URL, ORIGIN, DATA_DIR: '/srv/lckm' });
		expect(read.filesDir).toBe('/srv/lckm/files');
	});

	it('says everything that is missing or wrong at once, and repeats no password', () => {
		const wrong = { DATABASE_URL: 'mysql://lckm:secret@localhost', ORIGIN: 'lckm' };
		expect(() => readEnvironment({})).toThrow(/DATABASE_URL is not set\n.*ORIGIN is not set/u);
		expect(() => readEnvironment(wrong)).toThrow(/DATABASE_URL is not.*\n.*ORIGIN is not/u);
		expect(() => readEnvironment(wrong)).not.toThrow(/secret/u);
	});
});
