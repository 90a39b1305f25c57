import type { KeptPhoto } from '#lib/client/photos/photo-store.ts';
import { placeOf, type PhotoPlace } from '#lib/client/photos/photo-place.ts';
import { uuidv7 } from '#lib/client/ids.ts';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import { MOST_RESIDENT_PHOTOS } from '#lib/domain/ticket/arguments.ts';
import { photoFault, readPhoto } from '../photos.ts';

type Draft = { readonly id: string; readonly picture: Blob };
type Shown = Draft & { readonly url: string };

/** Photographs of a ticket that is still being written: kept with it, and sent with it. */
export class IntakePhotos {
	shown = $state.raw<readonly Shown[]>([]);
	error = $state<string>();
	busy = $state(false);
	/** Where the last one was taken, if it says so; read here, and part of nothing that is sent. */
	place = $state.raw<PhotoPlace | null>(null);
	readonly #workspace: Workspace;
	readonly #key: string;

	constructor(workspace: Workspace, draftKey: string) {
		this.#workspace = workspace;
		this.#key = `${draftKey}-photos`;
	}

	async restore(): Promise<void> {
		const kept = await this.#workspace.drafts.load(this.#key);
		if (Array.isArray(kept)) this.shown = kept.filter(isDraft).map(show);
	}

	async add(files: readonly File[]): Promise<void> {
		this.busy = true;
		this.error = undefined;
		try {
			for (const file of files.slice(0, MOST_RESIDENT_PHOTOS - this.shown.length)) {
				const picture = await readPhoto(file);
				this.place = (await placeOf(file)) ?? this.place;
				await this.#change([...this.shown, show({ id: uuidv7(), picture })]);
			}
		} catch (fault) {
			this.error = photoFault(fault);
		} finally {
			this.busy = false;
		}
	}

	async remove(id: string): Promise<void> {
		await this.#change(this.shown.filter((one) => one.id !== id));
	}

	/** Their bytes as those that are sent; done again it changes nothing. */
	async keep(): Promise<readonly KeptPhoto[]> {
		const kept: KeptPhoto[] = [];
		for (const { picture } of this.shown) kept.push(await this.#workspace.keepFile(picture));
		return kept;
	}

	async clear(): Promise<void> {
		this.close();
		await this.#workspace.drafts.drop(this.#key).catch((fault: unknown) => {
			console.error('A draft could not be removed', fault);
		});
	}

	close(): void {
		for (const { url } of this.shown) URL.revokeObjectURL(url);
		this.shown = [];
		this.place = null;
	}

	async #change(next: readonly Shown[]): Promise<void> {
		const drafts = next.map(({ id, picture }) => ({ id, picture }));
		await this.#workspace.drafts.save(this.#key, drafts);
		for (const one of this.shown) if (!next.includes(one)) URL.revokeObjectURL(one.url);
		this.shown = next;
	}
}

const show = ({ id, picture }: Draft): Shown => ({
	id,
	picture,
	url: URL.createObjectURL(picture)
});

const isDraft = (kept: unknown): kept is Draft =>
	typeof kept === 'object' && kept !== null && 'picture' in kept && kept.picture instanceof Blob;
