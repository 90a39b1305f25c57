import type { Api } from '#lib/client/net/trpc.ts';
import { failureOf } from '#lib/client/net/transport.ts';
import type { DeviceClass } from '#lib/domain/org/roles.ts';

export type ListedDevice = Awaited<ReturnType<Api['device']['list']['query']>>[number];
export type Wanted = {
	readonly class: DeviceClass;
	readonly name: string;
	readonly placeId: string;
};
/** What is read out to whoever stands at the device; shown once, never kept. */
export type PairingCode = Wanted & { readonly code: string; readonly expiresAt: string };

/** The devices of the centre, asked of the server each time: nothing of this is kept on a device. */
export class Devices {
	list = $state.raw<readonly ListedDevice[] | null>(null);
	obstacle = $state<'offline' | 'fault' | null>(null);
	code = $state.raw<PairingCode | null>(null);
	busy = $state(false);
	readonly #api: Api;

	constructor(api: Api) {
		this.#api = api;
	}

	async refresh(): Promise<void> {
		await this.#attempt(async () => {
			this.list = await this.#api.device.list.query();
		});
	}

	async invite(wanted: Wanted): Promise<void> {
		await this.#attempt(async () => {
			const { code, expiresAt } = await this.#api.device.invite.mutate(wanted);
			this.code = { ...wanted, code, expiresAt };
			this.list = await this.#api.device.list.query();
		});
	}

	async revoke(deviceId: string): Promise<void> {
		await this.#attempt(async () => {
			await this.#api.device.revoke.mutate({ deviceId });
			this.list = await this.#api.device.list.query();
		});
	}

	/** It was used, or nobody wants it any more. */
	async forgetCode(): Promise<void> {
		this.code = null;
		await this.refresh();
	}

	async #attempt(act: () => Promise<void>): Promise<void> {
		if (this.busy) return;
		this.busy = true;
		this.obstacle = null;
		try {
			await act();
		} catch (fault) {
			this.obstacle = failureOf(fault).type === 'unreachable' ? 'offline' : 'fault';
		} finally {
			this.busy = false;
		}
	}
}
