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

/** Somebody waits at the screen: an answer that takes longer counts as none. */
const PATIENCE_MS = 15_000;

/** The devices of the centre, asked of the server each time: nothing of this is kept on a device. */
export class Devices {
	list = $state.raw<readonly ListedDevice[] | null>(null);
	obstacle = $state<'offline' | 'fault' | null>(null);
	code = $state.raw<PairingCode | null>(null);
	busy = $state(false);
	readonly #api: () => Promise<Api>;
	#running: Promise<void> = Promise.resolve();

	constructor(api: () => Promise<Api>) {
		this.#api = api;
	}

	async refresh(): Promise<void> {
		await this.#attempt(() => Promise.resolve());
	}

	async invite(wanted: Wanted): Promise<void> {
		await this.#attempt(async (api) => {
			const { code, expiresAt } = await api.device.invite.mutate(wanted);
			this.code = { ...wanted, code, expiresAt };
		});
	}

	async revoke(deviceId: string): Promise<void> {
		await this.#attempt(async (api) => {
			await api.device.revoke.mutate({ deviceId });
		});
	}

	/** It was used, or nobody wants it any more. */
	async forgetCode(): Promise<void> {
		this.code = null;
		await this.refresh();
	}

	/** Does something, and shows the devices as they are then. */
	async #attempt(act: (api: Api) => Promise<void>): Promise<void> {
		// One after the other: a confirmed act must not be lost because the list is being read.
		const before = this.#running;
		const running = before.then(() => this.#run(act));
		this.#running = running;
		await running;
	}

	async #run(act: (api: Api) => Promise<void>): Promise<void> {
		this.busy = true;
		this.obstacle = null;
		try {
			const api = await this.#api();
			await act(api);
			const signal = AbortSignal.timeout(PATIENCE_MS);
			this.list = await api.device.list.query(undefined, { signal });
		} catch (fault) {
			this.obstacle = failureOf(fault).type === 'unreachable' ? 'offline' : 'fault';
		} finally {
			this.busy = false;
		}
	}
}
