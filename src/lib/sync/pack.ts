/**
 * Packs: a large scope as a few dozen files that never change, each named by the SHA-256 of its bytes.
 * A device fetches those it does not have, so a load that was broken off goes on, and mending one row
 * costs one pack. What changed after they were cut comes as rows, like everything else.
 */
import { hashedText, hashFromDigest } from './checksum.ts';
import type { Digest } from './ports.ts';
import { isEntityKind, type EntityKind } from './scope.ts';

/** Rows in a pack, about: opening one for a single row takes a few milliseconds. */
const ROWS_IN_PACK = 64;
const MOST_PACKS = 256;

/** From so many rows on a scope comes in packs; below, one page holds it. */
export const PACKED_FROM = 200;

/** @returns a power of two, so that a growing scope is rarely divided anew */
export function packsFor(rows: number): number {
	const wanted = 2 ** Math.round(Math.log2(Math.max(1, rows / ROWS_IN_PACK)));
	return Math.min(MOST_PACKS, wanted);
}

/** Where a row lies: ids are random at their end. @returns 0 … packs - 1 */
export const packOf = (id: string, packs: number): number =>
	Number.parseInt(id.slice(-2), 16) % packs;

export type PackRow = { readonly kind: EntityKind; readonly id: string; readonly body: string };

/** What a pack says before it is compressed: the hashed text of each row, which is three lines of it. */
export function packText(rows: readonly PackRow[]): string {
	const inOrder = [...rows].sort((one, other) => (one.id < other.id ? -1 : 1));
	return inOrder.map((row) => `${hashedText(row)}\n`).join('');
}

export type PackedRow = {
	readonly kind: EntityKind;
	readonly id: string;
	/** Where its hashed text is, in bytes, and where in that its body begins. */
	readonly from: number;
	readonly bodyFrom: number;
	readonly to: number;
};

/** Kinds and ids are; what a row says is not read here. */
const asciiOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const LINE_END = 10;

/**
 * Finds the rows in the text of a pack.
 * @throws Error where it is not one
 */
export function rowsOfPack(text: Uint8Array): readonly PackedRow[] {
	const lineEnd = (from: number): number => {
		const end = text.indexOf(LINE_END, from);
		if (end < 0) throw new Error('A pack ends in the middle of a line');
		return end;
	};
	const rows: PackedRow[] = [];
	for (let from = 0; from < text.length;) {
		const kindEnd = lineEnd(from);
		const idEnd = lineEnd(kindEnd + 1);
		const to = lineEnd(idEnd + 1);
		const kind = asciiOf(text.subarray(from, kindEnd));
		if (!isEntityKind(kind)) throw new Error(`A pack holds a row of an unknown kind: ${kind}`);
		const id = asciiOf(text.subarray(kindEnd + 1, idEnd));
		rows.push({ kind, id, from, bodyFrom: idEnd + 1, to });
		from = to + 1;
	}
	return rows;
}

export type PackBytes = Uint8Array<ArrayBuffer>;

/** Packs in one request: some hundred kilobytes, so that a weak network gets each group through. */
export const PACKS_IN_REQUEST = 16;

const LENGTH_BYTES = 4;

/** Several packs in one body: each with its length before it, in four bytes, the highest first. */
export function joinPacks(packs: readonly Uint8Array[]): PackBytes {
	const whole = packs.reduce((all, { length }) => all + LENGTH_BYTES + length, 0);
	const body = new Uint8Array(whole);
	const view = new DataView(body.buffer);
	let at = 0;
	for (const pack of packs) {
		view.setUint32(at, pack.length);
		body.set(pack, at + LENGTH_BYTES);
		at += LENGTH_BYTES + pack.length;
	}
	return body;
}

/** The packs in a body; the last ones are missing or short where it was cut off. */
export function splitPacks(body: PackBytes): readonly PackBytes[] {
	const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
	const packs: PackBytes[] = [];
	for (let at = 0; at + LENGTH_BYTES <= body.length;) {
		const from = at + LENGTH_BYTES;
		at = from + view.getUint32(at);
		packs.push(body.slice(from, at));
	}
	return packs;
}

/** A pack as a device keeps it, with the hashes computed here from its rows. */
export type OpenedPack = {
	readonly name: string;
	/** As it came. */
	readonly bytes: PackBytes;
	readonly rows: readonly (PackedRow & { readonly hash: number })[];
	/** What the rows say, in their order. */
	readonly bodies: () => readonly string[];
};

export type PackOpener = {
	readonly digest: Digest;
	readonly inflate: (bytes: PackBytes) => Promise<PackBytes>;
	/** UTF-8. */
	readonly decode: (bytes: PackBytes) => string;
};

/** @returns null when the bytes are not those that the name says: cut off, or somebody's error page */
export async function openPack(
	name: string,
	bytes: PackBytes,
	{ digest, inflate, decode }: PackOpener
): Promise<OpenedPack | null> {
	if (nameOf(await digest(bytes)) !== name) return null;
	const text = await inflate(bytes);
	const rows = await Promise.all(
		rowsOfPack(text).map(async (row) => ({
			...row,
			hash: hashFromDigest(await digest(text.subarray(row.from, row.to)))
		}))
	);
	const bodies = () => rows.map(({ bodyFrom, to }) => decode(text.subarray(bodyFrom, to)));
	return { name, bytes, rows, bodies };
}

/** The name of a pack, from the digest of its bytes. */
export const nameOf = (digest: Uint8Array): string =>
	Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
