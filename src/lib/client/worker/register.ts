/**
 * Registers the worker and tells when a new build waits. It is taken in only when the person agrees, so
 * that nothing they are typing is lost.
 */
export type Update = { readonly take: () => void };

export async function registerWorker(onUpdate: (update: Update) => void): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	const { Workbox } = await import('workbox-window');
	const worker = new Workbox('/service-worker.js');
	worker.addEventListener('waiting', () => {
		onUpdate({
			take: () => {
				worker.addEventListener('controlling', () => {
					location.reload();
				});
				worker.messageSkipWaiting();
			}
		});
	});
	await worker.register();
}
