/**
 * One resident at the kiosk: everything they look at, type and are told, in memory and nowhere else.
 * It ends by another one taking its place, so that there is no list of things to forget.
 */
import type { Intake, Wish } from '#lib/surface/resident/intake.svelte.ts';
import type { GivenReceipt } from '#lib/surface/resident/receipt.ts';

export class Visit {
	query = $state('');
	/** The search has the screen to itself from the first touch on. */
	searching = $state(false);
	topic = $state<string | null>(null);
	textScale = $state<'100' | '150' | '200'>('100');
	contrast = $state<'standard' | 'high' | 'inverted'>('standard');
	/** The procedures read one after the other by their links, the present one last. */
	readonly trail: string[] = [];
	wish = $state.raw<Wish>({ kind: null, articleId: null });
	intake = $state.raw<Intake | null>(null);
	/** The code stands here alone: in no address and on no disk. */
	receipt = $state.raw<GivenReceipt | null>(null);

	/** Is there anything here that the next person must not find? */
	get isTouched(): boolean {
		return (
			this.searching ||
			this.query !== '' ||
			this.topic !== null ||
			this.textScale !== '100' ||
			this.contrast !== 'standard' ||
			this.intake !== null ||
			this.receipt !== null
		);
	}
}

class Kiosk {
	visit = $state.raw(new Visit());
}

export const kiosk = new Kiosk();
