import { describe, expect, it } from 'vitest';
import { parseOfficeHours, USUAL_HOURS } from '#lib/domain/chat/office-hours.ts';
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
			filesDir: '/srv/lckm/files',
			chatHours: parseOfficeHours(USUAL_HOURS),
			exchangeSecret: null,
			mail: null
		});
	});

	it('keeps files beside the other data where no place is named', () => {
		const { DATABASE_URL, ORIGIN } = GIVEN;
		const read = readEnvironment({ DATABASE_URL, ORIGIN, DATA_DIR: '/srv/lckm' });
		expect(read.filesDir).toBe('/srv/lckm/files');
	});

	it('R4.1 reads the hours of the chat, and says how they are written', () => {
		const hours = '1-4 08:00-16:00,5 08:00-14:00';
		expect(readEnvironment({ ...GIVEN, CHAT_HOURS: hours }).chatHours?.[4]?.to).toBe(14 * 60);
		expect(() => readEnvironment({ ...GIVEN, CHAT_HOURS: 'always' })).toThrow(/CHAT_HOURS.*1-5/u);
	});

	it('R3.2 takes a secret of the exchange that nobody guesses, and repeats none', () => {
		const secret = 'x'.repeat(32);
		expect(readEnvironment({ ...GIVEN, EXCHANGE_SECRET: secret }).exchangeSecret).toBe(secret);
		const short = () => readEnvironment({ ...GIVEN, EXCHANGE_SECRET: 'kurz' });
		expect(short).toThrow(/EXCHANGE_SECRET is shorter/u);
		expect(short).not.toThrow(/kurz/u);
	});

	it('R8.5 takes a mail server and who writes together, and repeats no password', () => {
		const mail = {
			SMTP_URL: 'smtp://lckm:secret@mail.example:587',
			MAIL_FROM: 'ŁCKzM <lckm@uml.lodz.pl>'
		};
		expect(readEnvironment({ ...GIVEN, ...mail }).mail).toEqual({
			...{ smtpUrl: mail.SMTP_URL, from: mail.MAIL_FROM }
		});
		for (const wrong of [
			{ SMTP_URL: mail.SMTP_URL },
			{ MAIL_FROM: mail.MAIL_FROM },
			{ ...mail, SMTP_URL: 'http://lckm:secret@mail.example' },
			{ ...mail, MAIL_FROM: 'kto\nBcc: inni@example.com' }
		]) {
			const read = () => readEnvironment({ ...GIVEN, ...wrong });
			expect(read).toThrow(/SMTP_URL|MAIL_FROM/u);
			expect(read).not.toThrow(/secret/u);
		}
	});

	it('says everything that is missing or wrong at once, and repeats no password', () => {
		const wrong = { DATABASE_URL: 'mysql://lckm:secret@localhost', ORIGIN: 'lckm' };
		expect(() => readEnvironment({})).toThrow(/DATABASE_URL is not set\n.*ORIGIN is not set/u);
		expect(() => readEnvironment(wrong)).toThrow(/DATABASE_URL is not.*\n.*ORIGIN is not/u);
		expect(() => readEnvironment(wrong)).not.toThrow(/secret/u);
	});
});
