import { uuidv7 } from '#lib/client/ids.ts';
import type { KeptPhoto } from '#lib/client/photos/photo-store.ts';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import type { RawArguments } from '#lib/domain/ticket/arguments.ts';
import { refusedFields } from '#lib/domain/ticket/parse.ts';
import { receiptCodeFrom } from '#lib/domain/ticket/receipt-code.ts';
import type { Refusal } from '#lib/domain/ticket/refusals.ts';
import type { Channel, Kind } from '#lib/domain/ticket/vocabulary.ts';
import { KeptForm } from './kept-form.svelte.ts';
import { photoAct } from './photos.ts';
import { refusalSentence } from './words.ts';

const EMPTY = {
	/** § 1(2): null until the question was answered; the form is not drawn before. */
	lifeThreat: null as boolean | null,
	/** Null: the usual one of the place where it is taken down. */
	channel: null as Channel | null,
	declaredKind: 'intervention' as Kind,
	description: '',
	location: '',
	name: '',
	phone: '',
	email: '',
	letters: false,
	articleId: null as string | null,
	categoryId: null as string | null
};
export type IntakeValues = typeof EMPTY;
export type IntakeField = Exclude<keyof IntakeValues, 'lifeThreat' | 'channel'>;

export type Receipt = { readonly code: string; readonly ticketId: string };

/** The fields of a contact lie together in the command and apart in the form. */
const FIELD_OF_PATH: Readonly<Record<string, IntakeField>> = {
	'contact.name': 'name',
	'contact.phone': 'phone',
	'contact.email': 'email'
};

export type IntakeOptions = {
	readonly workspace: Workspace;
	/** The usual one here; a person who takes tickets down from several chooses in the form. */
	readonly channel: Channel | (() => Channel);
	/** Null where nothing typed may stay on the device. */
	readonly draftKey: string | null;
	/** What was photographed, until it is sent with the ticket. */
	readonly photos?: {
		readonly keep: () => Promise<readonly KeptPhoto[]>;
		readonly clear: () => Promise<void>;
	} | null;
	/** What is known already when the form is empty. */
	readonly given?: Partial<IntakeValues>;
	/** The ticket out of which this matter is taken. */
	readonly partOf?: string;
	/** Where it goes; into the outbox, unless somebody else takes it. @returns the ticket there is then */
	readonly hand?: (
		ticketId: string,
		args: RawArguments<'ticket.register'>
	) => Promise<{ readonly ticketId: string } | Refusal>;
};

/** Takes a ticket down, the same way on every surface and with or without a network (§ 3(1)). */
export class IntakeForm {
	readonly form: KeptForm<IntakeValues>;
	errors = $state<Partial<Record<IntakeField, string>>>({});
	/** The device could not keep it; the text is still in the form. */
	failed = $state(false);
	busy = $state(false);
	readonly #options: IntakeOptions;

	constructor(options: IntakeOptions) {
		this.#options = options;
		const { draftKey, workspace, given } = options;
		const drafts = draftKey === null ? null : workspace.drafts;
		this.form = new KeptForm(draftKey ?? 'intake', { ...EMPTY, ...given }, drafts);
	}

	get values(): IntakeValues {
		return this.form.values;
	}

	/**
	 * Checks what was filled in, and marks each field that is not right.
	 * @param only looks at these fields alone, for a form that goes step by step
	 */
	check(only?: readonly IntakeField[]): boolean {
		this.#mark(refusedFields('ticket.register', this.#arguments('0'.repeat(12))), only);
		return Object.keys(this.errors).length === 0;
	}

	#mark(refused: readonly Refusal[], only?: readonly IntakeField[]): void {
		this.errors = {};
		for (const refusal of refused) {
			const path = refusal.field ?? '';
			const field = FIELD_OF_PATH[path] ?? (path as IntakeField);
			if (!only || only.includes(field)) this.errors[field] ??= refusalSentence(refusal);
		}
	}

	async #hand(
		ticketId: string,
		args: RawArguments<'ticket.register'>
	): Promise<{ readonly ticketId: string } | Refusal> {
		const { hand, workspace, photos } = this.#options;
		if (hand) return hand(ticketId, args);
		const kept = (await photos?.keep()) ?? [];
		const place = { ticketId, receiptCode: args.receiptCode };
		await workspace.register(
			{ subject: ticketId, name: 'ticket.register', args },
			kept.map((photo) => photoAct(place, photo))
		);
		await photos?.clear();
		return { ticketId };
	}

	/**
	 * Puts the ticket into the outbox. The receipt is there only when the device has it for certain.
	 * @returns null when a field is not right or the device could not keep it; nothing is lost then
	 */
	async submit(): Promise<Receipt | null> {
		if (this.busy || !this.check()) return null;
		this.busy = true;
		this.failed = false;
		try {
			const code = receiptCodeFrom(crypto.getRandomValues(new Uint8Array(12)));
			const handed = await this.#hand(uuidv7(), this.#arguments(code));
			if ('code' in handed) {
				this.#mark([handed]);
				return null;
			}
			await this.form.clear();
			return { code, ticketId: handed.ticketId };
		} catch (fault) {
			console.error('The ticket could not be kept', fault);
			this.failed = true;
			return null;
		} finally {
			this.busy = false;
		}
	}

	#arguments(receiptCode: string): RawArguments<'ticket.register'> {
		const { lifeThreat, channel, name, phone, email, letters, ...rest } = $state.snapshot(
			this.values
		);
		const { channel: usual, partOf } = this.#options;
		const anyContact = [name, phone, email].some((text) => text.trim() !== '');
		// What the form does not show for this kind of ticket is not sent either.
		const isQuery = rest.declaredKind === 'query';
		const isRouted = isQuery || rest.articleId !== null;
		return {
			...rest,
			location: isQuery ? '' : rest.location,
			categoryId: isRouted ? null : rest.categoryId,
			receiptCode,
			channel: channel ?? (typeof usual === 'function' ? usual() : usual),
			// An answer that is missing or "yes" is refused by the rule itself, with its reason.
			lifeThreat: lifeThreat as false,
			contact: anyContact ? { name, phone, email, letters: letters && email.trim() !== '' } : null,
			...(partOf === undefined ? {} : { partOf })
		};
	}
}
