import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import type { Competence } from '#lib/domain/ticket/ticket.ts';

/** What units, categories and places are called: from the reference rows on this device. */
export class Names {
	readonly #units;
	readonly #categories;
	readonly #places;

	constructor(workspace: Workspace) {
		this.#units = workspace.all('unit');
		this.#categories = workspace.all('category');
		this.#places = workspace.all('place');
	}

	get units() {
		return (this.#units.current ?? []).filter(
			({ parentId, active }) => parentId === null && active
		);
	}

	get categories() {
		return this.#categories.current ?? [];
	}

	get places() {
		return this.#places.current ?? [];
	}

	cellsOf(unitId: string) {
		return (this.#units.current ?? []).filter(
			({ parentId, active }) => parentId === unitId && active
		);
	}

	/** "Zarząd Dróg i Transportu", or with its cell "… – Wydział Utrzymania". */
	unit({ unitId, cellId }: Competence): string {
		const named = (id: string | null) => this.#units.current?.find((unit) => unit.id === id)?.name;
		return [named(unitId), named(cellId)].filter(Boolean).join(' – ');
	}

	category(id: string | null): string | undefined {
		return this.#categories.current?.find((category) => category.id === id)?.name;
	}

	place(id: string | null) {
		return this.#places.current?.find((place) => place.id === id);
	}
}
