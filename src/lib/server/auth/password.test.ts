import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

describe('a password', () => {
	it('is kept as Argon2id with 19 MiB and two passes, salted each time', async () => {
		const [one, two] = [await hashPassword('hasło'), await hashPassword('hasło')];
		expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
		expect(one).not.toBe(two);
	});

	it('is known however its letters were composed', async () => {
		const stored = await hashPassword('zażółć'.normalize('NFD'));
		expect(await verifyPassword(stored, 'zażółć'.normalize('NFC'))).toBe(true);
		expect(await verifyPassword(stored, 'zazolc')).toBe(false);
	});

	it('never fits nobody, also not the word that nobody has', async () => {
		expect(await verifyPassword(null, 'nobody')).toBe(false);
	});
});
