import { app } from '#lib/client/state/app.svelte.ts';

// Every page here starts without a network, from the shell; what it shows lies on the device.
export const ssr = false;

/** Pages begin when the device has remembered whom it works for. */
export async function load() {
	await app.start();
	return {};
}
