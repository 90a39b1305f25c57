/**
 * A frozen page goes on hearing of what other tabs write, and keeps what it had begun. A transaction
 * whose answer it never takes stays open, and every other tab waits for it: so it breaks off what it
 * has begun, and begins nothing until it is thawed.
 */
import Dexie, { RangeSet } from 'dexie';

/** By then Dexie has noticed, and opens the database with the next question. */
const REOPENED_MS = 200;

const begun = new Set<IDBTransaction>();

/** Makes the transactions of a database known here. */
export function mayBeFrozen(db: Dexie): void {
	db.use({
		stack: 'dbcore',
		name: 'frozen',
		create: (core) => ({
			...core,
			transaction: (...scope) => {
				const transaction = core.transaction(...scope) as IDBTransaction;
				begun.add(transaction);
				for (const end of ['complete', 'abort'])
					transaction.addEventListener(end, () => begun.delete(transaction));
				return transaction;
			}
		})
	});
}

/**
 * A browser that is short of memory closes databases by force. What live queries were asking is broken
 * off with them, and Dexie asks again only when something changes: so they are all asked again.
 */
export function askAgainWhenClosed(db: Dexie): void {
	db.on('close', () => {
		setTimeout(() => {
			Dexie.on.storagemutated.fire({ all: new RangeSet(-Infinity, [[]]) });
		}, REOPENED_MS);
	});
}

/** Dexie lets go when a page goes into the back-forward cache, and being frozen is the same to it. */
export function letGoWhileFrozen(): void {
	document.addEventListener('freeze', () => {
		dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
		for (const transaction of begun) breakOff(transaction);
	});
	document.addEventListener('resume', () => {
		dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
	});
}

function breakOff(transaction: IDBTransaction): void {
	try {
		transaction.abort();
	} catch {
		// It is being committed, which the page is not needed for.
	}
}
