import type { EntityKind } from '#lib/sync/scope.ts';
import { rowsIn } from './pack-shelf.ts';
import type { StoredPack } from './row-database.ts';

export type ReadRow = {
	readonly kind: EntityKind;
	readonly id: string;
	/** Parsed when first asked for. */
	readonly read: () => unknown;
};

/** By name, which says what is in them: a pack never has to be opened again while the page lives. */
const opened = new Map<string, Promise<readonly ReadRow[]>>();

/** A pack that the disk has spoilt shows nothing until the daily audit has it fetched again. */
export function openedPack(pack: StoredPack): Promise<readonly ReadRow[]> {
	const known = opened.get(pack.name);
	if (known) return known;
	const reading = rowsIn(pack).then(
		(rows) => rows.map(({ kind, id, body }) => ({ kind, id, read: once(() => JSON.parse(body)) })),
		(fault: unknown) => {
			console.error(pack.name, fault);
			opened.delete(pack.name);
			return [];
		}
	);
	opened.set(pack.name, reading);
	return reading;
}

function once(make: () => unknown): () => unknown {
	let made: { readonly value: unknown } | null = null;
	return () => (made ??= { value: make() }).value;
}

export function forgetOpened(): void {
	opened.clear();
}
