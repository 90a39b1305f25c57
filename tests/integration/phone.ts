/** A device in memory with the real engine, and a browser for its way to the server. */
import { createTransport } from '#lib/client/net/transport.ts';
import type { Transport } from '#lib/sync/ports.ts';
import { FakeDevice } from '../support/fake-device.ts';
import type { Browser } from './harness.ts';

/** @param browserOf asked at each request, so that it may move to another server */
export async function phoneOf(browserOf: () => Browser): Promise<FakeDevice> {
	const { actor } = await browserOf().api.account.me.query();
	const now = () => createTransport(browserOf().api);
	const transport: Transport = {
		push: (request) => now().push(request),
		pull: (request) => now().pull(request),
		confirm: (request) => now().confirm(request),
		manifest: (request) => now().manifest(request),
		packs: (scope, names) => now().packs(scope, names)
	};
	return new FakeDevice(actor, transport);
}
