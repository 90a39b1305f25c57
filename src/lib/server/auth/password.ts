import { hash, verify } from '@node-rs/argon2';
import { createTurnstile } from './turnstile.ts';

/** OWASP's minimum for Argon2id (the library's default kind): about 12 ms on a 2026 core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hundred sign-ins at the start of a shift must not take every core and 2 GB of memory. */
const AT_ONCE = 2;

/** Longer ones are refused unread. Shorter limits apply only where a password is chosen. */
export const LONGEST_PASSWORD = 128;

const inTurn = createTurnstile(AT_ONCE);

/** @returns the hash in PHC form, with its salt and cost */
export const hashPassword = (password: string): Promise<string> =>
	inTurn(() => hash(password.normalize('NFKC'), COST));

let nobodysHash: Promise<string> | undefined;

/**
 * Takes the same time when there is no such person or no password yet (null), so that the answer
 * does not tell which logins exist.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
	const compared = stored ?? (await (nobodysHash ??= hashPassword('nobody')));
	const matches = await inTurn(() => verify(compared, password.normalize('NFKC')));
	return matches && stored !== null;
}
