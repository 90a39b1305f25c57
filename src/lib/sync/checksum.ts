/**
 * The proof of completeness: each row has a 48-bit hash of what it is and says; a scope's checksum is
 * their sum modulo 2^48, so it can be kept up to date row by row and stays exact in a JavaScript number.
 * It finds what was lost or damaged; it is no defence against somebody who forges rows.
 */
import type { EntityKind } from './scope.ts';

const MODULUS = 2 ** 48;

/** What is hashed, the same text on both sides. */
export function hashedText(row: { kind: EntityKind; id: string; body: string }): string {
	return `${row.kind}\n${row.id}\n${row.body}`;
}

/** The first 48 bits of a SHA-256 digest as a whole number. */
export function hashFromDigest(digest: Uint8Array): number {
	let hash = 0;
	for (const byte of digest.subarray(0, 6)) hash = hash * 256 + byte;
	return hash;
}

export const addHash = (sum: number, hash: number): number => (sum + hash) % MODULUS;
export const removeHash = (sum: number, hash: number): number => (sum - hash + MODULUS) % MODULUS;
