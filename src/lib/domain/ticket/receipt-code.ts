import type { Brand } from '#lib/base/brand.ts';
import { err, ok, type Result } from '#lib/base/result.ts';
import type { Refusal } from './refusals.ts';

/** What a resident takes away: twelve signs that later find the ticket, known to nobody else. */
export type ReceiptCode = Brand<string, 'ReceiptCode'>;

/** Crockford's base 32: no I, L, O or U, so that a code survives being read aloud and written down. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/**
 * Made on the device, offline too, from 12 random bytes (only 5 bits of each are used: 60 bits in all,
 * guessable only by somebody who may ask 10^9 times a second for decades; look-ups are rate limited).
 */
export function receiptCodeFrom(randomBytes: Uint8Array): ReceiptCode {
	const signs = Array.from(randomBytes.subarray(0, LENGTH), (byte) => ALPHABET.charAt(byte & 31));
	if (signs.length < LENGTH) throw new Error('A receipt code needs 12 random bytes');
	return signs.join('') as ReceiptCode;
}

/** Reads what a person typed: spaces, dashes, small letters and the usual mix-ups are forgiven. */
export function parseReceiptCode(typed: string): Result<ReceiptCode, Refusal> {
	const code = typed
		.toUpperCase()
		.replaceAll(/[\s-]/g, '')
		.replaceAll('O', '0')
		.replaceAll(/[IL]/g, '1');
	const valid = code.length === LENGTH && Array.from(code).every((sign) => ALPHABET.includes(sign));
	return valid
		? ok(code as ReceiptCode)
		: err({ code: 'invalidReceiptCode', field: 'receiptCode' });
}

/** In groups of four, the way it is shown and printed. */
export function formatReceiptCode(code: string): string {
	return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}
