/** The photographs of one device on their way: piece by piece, cut off anywhere, gone on with or begun anew. */
import type { FakeDevice } from '../support/fake-device.ts';
import type { FakeServer } from '../support/fake-server.ts';
import type { Chance } from './chance.ts';

/** Pieces of a photograph. */
const PIECES = 2;

export class Uploads {
	readonly #server: FakeServer;
	readonly #device: FakeDevice;
	/** How many pieces the server has of what is not whole yet. */
	readonly #begun = new Map<string, number>();

	constructor(server: FakeServer, device: FakeDevice) {
		this.#server = server;
		this.#device = device;
	}

	/** One piece of one photograph goes up, or is cut off; a whole one is told to the queue, or the tab dies before. */
	async goOn(chance: Chance, weather: number): Promise<void> {
		const waiting = await this.#waiting();
		if (waiting.length === 0) return;
		const sha256 = chance.pick(waiting);
		if (chance.happens(weather)) {
			// Cut off: what has arrived counts, unless the server has thrown the pieces away meanwhile.
			if (chance.happens(0.3)) this.#begun.delete(sha256);
			return;
		}
		const pieces = (this.#begun.get(sha256) ?? 0) + 1;
		this.#begun.set(sha256, pieces);
		if (pieces < PIECES && !this.#server.blobs.has(sha256)) return;
		this.#server.blobs.add(sha256);
		this.#begun.delete(sha256);
		if (!chance.happens(weather / 2)) await this.#device.outbox.blobArrived(sha256);
		// Told, and lost: a disk that was full, a folder that was put back.
		if (chance.happens(weather / 3) && !this.#server.isNamed(sha256))
			this.#server.blobs.delete(sha256);
	}

	/** Everything goes up. */
	async finish(chance: Chance): Promise<void> {
		while ((await this.#waiting()).length > 0) await this.goOn(chance, 0);
	}

	async #waiting(): Promise<readonly string[]> {
		const entries = await this.#device.outbox.entries();
		return [...new Set(entries.flatMap(({ blob }) => blob ?? []))];
	}
}
