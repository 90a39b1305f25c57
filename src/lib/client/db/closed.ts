/**
 * A browser that is short of memory closes databases by force, and whatever was asked of them is
 * broken off. Dexie opens them again with the next question, but nobody asks it again by itself.
 */
import Dexie, { RangeSet } from 'dexie';

/** By then Dexie has noticed, and opens the database with the next question. */
const REOPENED_MS = 200;

/** Live queries ask again only when something changes: after a closing all of them are asked again. */
export function askAgainWhenClosed(db: Dexie): void {
	db.on('close', () => {
		setTimeout(() => {
			Dexie.on.storagemutated.fire({ all: new RangeSet(-Infinity, [[]]) });
		}, REOPENED_MS);
	});
}

/**
 * Does again, once, what a closing broke off. Only for what may be done twice: whether the first went
 * through is not known.
 * @throws what the question threw, where it was for another reason or happened twice
 */
export async function againIfClosed<T>(db: Dexie, question: () => Promise<T>): Promise<T> {
	try {
		return await question();
	} catch (fault) {
		if (!isClosed(fault)) throw fault;
		await new Promise((resolve) => setTimeout(resolve, REOPENED_MS));
		// Where the opening itself was broken off, Dexie does not try another by itself.
		await db.open();
		return question();
	}
}

const CLOSED: readonly string[] = [
	'AbortError',
	'DatabaseClosedError',
	'InvalidStateError',
	'OpenFailedError'
];

const isClosed = (fault: unknown): boolean => fault instanceof Error && CLOSED.includes(fault.name);
