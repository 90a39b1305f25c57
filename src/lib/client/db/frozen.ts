/**
 * A frozen page goes on hearing of what other tabs write, and keeps what it had begun. A transaction
 * whose answer it never takes stays open, and every other tab waits for it: so it breaks off what it
 * has begun, and begins nothing until it is thawed.
 */
import type Dexie from 'dexie';

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
