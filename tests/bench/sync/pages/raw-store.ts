/** IndexedDB with nothing around it: what the floor keeps its rows in. */
const DATABASE = 'floor';
const STORES = ['articles', 'drafts', 'meta'] as const;
export type StoreName = (typeof STORES)[number];

export function openStores(): Promise<IDBDatabase> {
	const request = indexedDB.open(DATABASE, 1);
	request.onupgradeneeded = () => {
		for (const name of STORES) request.result.createObjectStore(name);
	};
	return settled(request);
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => {
			resolve(request.result);
		};
		request.onerror = () => {
			reject(request.error ?? new Error('IndexedDB'));
		};
	});
}

/** Resolves when the transaction is complete, not when its last request is. */
export function written(
	db: IDBDatabase,
	names: readonly StoreName[],
	work: (transaction: IDBTransaction) => void
): Promise<void> {
	const transaction = db.transaction(names, 'readwrite');
	work(transaction);
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => {
			resolve();
		};
		transaction.onabort = () => {
			reject(transaction.error ?? new Error('Aborted'));
		};
	});
}
