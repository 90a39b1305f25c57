import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a code survives being read aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** Eight signs of five bits: 40 bits, for ten minutes and one use. */
export function newPairingCode(): string {
	return Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('');
}

/** What a person typed, as it was made: spaces, dashes, small letters and mix-ups are forgiven. */
export function readPairingCode(typed: string): string {
	return typed
		.toUpperCase()
		.replaceAll(/[\s-]/gu, '')
		.replaceAll('O', '0')
		.replaceAll(/[IL]/gu, '1');
}
