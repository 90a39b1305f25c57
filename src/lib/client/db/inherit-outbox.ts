import { toStore, type OutboxDatabase, type StoredEntry } from './outbox-database.ts';

/**
 * A kiosk that is enrolled anew is another device to the server, but the same box: what residents wrote
 * on it and nobody has yet is sent under its new name. What already arrived under the old one is known
 * there by its id, and happens once. Two devices that people sign in to never share anything this way.
 *
 * @param heir the owner key of the device as it is now
 * @returns how many commands it took over
 */
export async function inheritOutbox(
	db: OutboxDatabase,
	heir: string,
	newId: () => string
): Promise<number> {
	const { clients, commands, photos } = db;
	const isLeft = (owner: string) => owner.startsWith('device:') && owner !== heir;
	// Mostly there is nothing, and a question is cheaper than a transaction that writes.
	const owners = (await commands.orderBy('owner').uniqueKeys()).map(String);
	if (!owners.some(isLeft)) return 0;
	return db.transaction('rw', clients, commands, photos, async () => {
		const left = (await commands.orderBy('[owner+seq]').toArray()).filter(({ owner }) =>
			isLeft(owner)
		);
		const wanted = left.filter(({ outcome }) => outcome?.status !== 'applied');
		const known = await clients.get(heir);
		const first = known?.nextSeq ?? 1;
		const renamed = new Map(wanted.map((entry, index) => [placeOf(entry), first + index]));
		const taken = wanted.map((entry) => takeOver(entry, heir, renamed));
		await commands.bulkDelete(left.map(({ id }) => id));
		await commands.bulkAdd(taken);
		await clients.put({
			owner: heir,
			client: known?.client ?? newId(),
			firstSeq: known?.firstSeq ?? 1,
			nextSeq: first + taken.length
		});
		await photos.filter(({ owner }) => isLeft(owner)).modify({ owner: heir });
		return taken.length;
	});
}

const placeOf = ({ owner, seq }: Pick<StoredEntry, 'owner' | 'seq'>): string =>
	`${owner} ${String(seq)}`;

function takeOver(
	entry: StoredEntry,
	heir: string,
	renamed: ReadonlyMap<string, number>
): StoredEntry {
	const { owner, command } = entry;
	const seq = renamed.get(placeOf(entry)) ?? entry.seq;
	// What it followed has been carried out, and is not looked for under the new name.
	const before =
		command.prev === null ? undefined : renamed.get(placeOf({ owner, seq: command.prev }));
	const renumbered = { ...command, seq, prev: before ?? null };
	return toStore({ ...entry, owner: heir, seq, command: renumbered });
}
