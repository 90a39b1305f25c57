/**
 * Registers the worker and tells when a new build waits. It is taken in only when the person agrees, so
 * that nothing they are typing is lost.
 */
export type Update = { readonly take: () => void };

/** A kiosk is never opened anew, so that nothing else would look for a new build. */
const LOOK_EVERY_MS = 60 * 60_000;

let look: () => void = () => undefined;

/** Looks whether there is a new build, as when the server says that it is needed. */
export function lookForUpdate(): void {
	look();
}

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
	look = () => {
		// Without a network there is none to be found.
		worker.update().catch(() => undefined);
	};
	setInterval(look, LOOK_EVERY_MS);
}
