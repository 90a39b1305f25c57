import type { Api } from '#lib/client/net/trpc.ts';
import type { ListeningReason, RecordingView } from '#lib/domain/recording.ts';

/** The recordings of one ticket, asked of the server when somebody wants them: nothing stays on the device. */
export class Recordings {
	/** Null until they were asked for. */
	list = $state.raw<readonly RecordingView[] | null>(null);
	/** The consultant's own calls without a ticket. */
	free = $state.raw<readonly RecordingView[]>([]);
	failed = $state(false);
	busy = $state(false);
	readonly #api: () => Promise<Api>;
	readonly #ticketId: string;

	constructor(api: () => Promise<Api>, ticketId: string) {
		this.#api = api;
		this.#ticketId = ticketId;
	}

	refresh(): Promise<unknown> {
		return this.#attempt(() => Promise.resolve(true));
	}

	/** @returns null where it could not be asked */
	link(call: string): Promise<'linked' | 'taken' | null> {
		const ticketId = this.#ticketId;
		return this.#attempt((api) => api.recording.link.mutate({ ticketId, call }));
	}

	/** @returns where the bytes are now; null where it could not be asked */
	async listen(id: string, reason: ListeningReason): Promise<string | null> {
		const entry = await this.#attempt((api) => api.recording.listen.mutate({ id, reason }));
		return entry && `/api/playback/${id}?wpis=${entry}`;
	}

	async withdraw(id: string): Promise<boolean> {
		const done = await this.#attempt(async (api) => {
			await api.recording.withdraw.mutate({ id });
			return true;
		});
		return done ?? false;
	}

	/** Does something, and shows what there is then. */
	async #attempt<T>(act: (api: Api) => Promise<T>): Promise<T | null> {
		this.busy = true;
		try {
			const api = await this.#api();
			const done = await act(api);
			const ticketId = this.#ticketId;
			[this.list, this.free] = await Promise.all([
				api.recording.ofTicket.query({ ticketId }),
				api.recording.free.query()
			]);
			this.failed = false;
			return done;
		} catch {
			this.failed = true;
			return null;
		} finally {
			this.busy = false;
		}
	}
}
