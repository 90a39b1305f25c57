/**
 * When the disk is full, what comes again makes room for what nobody else has: first files of required
 * documents, then packs that are not in use, then the Knowledge Base. What somebody wrote, and photographs
 * not sent, are never given up.
 */
import { PACKED_SCOPES } from '#lib/sync/scope.ts';
import { KEPT_FILES } from '../documents/cache-name.ts';
import { dropIndex } from '../search/kept-index.ts';
import { PackShelf } from './pack-shelf.ts';
import { dropKeptFiles, isFull, startingWith, type RowDatabase } from './row-database.ts';

/** Each frees more than the one before, at a greater loss. */
const WAYS: readonly ((rows: RowDatabase) => Promise<void>)[] = [
	dropFiles,
	dropUnused,
	dropKnowledgeBase
];

/**
 * Writes, and makes room where there is none.
 * @throws what the write threw, where all that may go has gone and it still is too little
 */
export async function withRoom<T>(rows: RowDatabase, write: () => Promise<T>): Promise<T> {
	for (const makeRoom of WAYS)
		try {
			return await write();
		} catch (fault) {
			if (!isFull(fault)) throw fault;
			// A disk so full that not even this goes through leaves the next way, and then the reason.
			await makeRoom(rows).catch((failure: unknown) => {
				console.error('Making room', failure);
			});
		}
	return write();
}

/** None are fetched until somebody chooses them again: beside the rows it says so under the same name. */
async function dropFiles({ meta }: RowDatabase): Promise<void> {
	await dropKeptFiles();
	await meta.put({ key: KEPT_FILES, value: true });
}

async function dropUnused(rows: RowDatabase): Promise<void> {
	await rows.transaction('rw', rows.tables, async () => {
		await dropIndex(rows);
		await rows.staged.clear();
		await new PackShelf(rows).throwOutUnused([]);
	});
}

/** With its cursors, so that it is loaded again when there is room. */
async function dropKnowledgeBase(rows: RowDatabase): Promise<void> {
	await rows.transaction('rw', rows.tables, async () => {
		for (const scope of PACKED_SCOPES) {
			for (const table of [rows.rows, rows.gone])
				await table
					.where('[scope+kind+id]')
					.between(...startingWith(scope))
					.delete();
			await rows.packed.delete(scope);
			await rows.scopes.delete(scope);
		}
		await new PackShelf(rows).throwOutUnused([]);
	});
}
