/**
 * The index as it was made last, kept on the device beside what it was made of: the next start reads it
 * instead of making it again. It comes again by itself, and is given up with the articles.
 */
import { startingWith, type RowDatabase } from '../db/row-database.ts';

const KEY = 'searchIndex';

export type KeptIndex = {
	/** What it was made of; made of something else it is worth nothing. */
	readonly of: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
};

/** Says which articles this device holds, and which version of each; cheap, as packs are named by what is in them. */
export async function articlesHeld(db: RowDatabase): Promise<string> {
	return db.transaction('r', db.rows, db.packed, db.gone, async () => {
		const [packed, rows, gone] = await Promise.all([
			db.packed.toArray(),
			db.rows
				.where('[kind+id]')
				.between(...startingWith('article'))
				.toArray(),
			db.gone.toArray()
		]);
		return JSON.stringify([
			packed.map(({ scope, packs }) => [scope, packs]),
			rows.map(({ scope, id, hash }) => [scope, id, hash]),
			gone.map(({ scope, id }) => [scope, id])
		]);
	});
}

export async function readIndex({ meta }: RowDatabase): Promise<KeptIndex | null> {
	const kept = (await meta.get(KEY))?.value;
	return typeof kept === 'object' && kept !== null && 'of' in kept && 'bytes' in kept
		? (kept as KeptIndex)
		: null;
}

export const keepIndex = async ({ meta }: RowDatabase, value: KeptIndex): Promise<void> => {
	await meta.put({ key: KEY, value });
};

export const dropIndex = ({ meta }: RowDatabase): Promise<void> => meta.delete(KEY);
