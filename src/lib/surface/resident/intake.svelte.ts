/** A ticket that a resident writes down, screen by screen: at a kiosk, or at home on the portal. */
import { m } from '#lib/paraglide/messages.js';
import {
	IntakeForm,
	type IntakeField,
	type IntakeOptions,
	type IntakeValues,
	type Receipt
} from '../intake-form.svelte.ts';
import type { Kind } from '#lib/domain/ticket/vocabulary.ts';
import type { IntakePhotos } from './intake-photos.svelte.ts';

/** What a resident came to report, as far as the way they took says it. */
export type Wish = { readonly kind: Kind | null; readonly articleId: string | null };

export const STEPS = ['safety', 'matter', 'description', 'contact', 'summary'] as const;
export type Step = (typeof STEPS)[number];

/** What is checked before a step is left. */
const FIELDS: Readonly<Partial<Record<Step, readonly IntakeField[]>>> = {
	description: ['description', 'location'],
	contact: ['name', 'phone', 'email']
};

/** In the place of a category: the resident leaves the choice to the consultant. */
export const OTHER = 'other';

export class Intake {
	readonly form: IntakeForm;
	/** The resident's own device, which may know their telephone number and keep what they type. */
	readonly isOwn: boolean;
	step = $state<Step>('safety');
	/** Undefined until it was chosen. */
	kind = $state<Kind>();
	category = $state<string>();
	kindError = $state<string>();
	categoryError = $state<string>();
	/** There is something to choose from; not so where the device has not been loaded yet. */
	hasCategories = $state(false);
	#wish = $state.raw<Wish>({ kind: null, articleId: null });

	/** Absent where there is no camera. */
	readonly photos: IntakePhotos | null;

	constructor(options: Omit<IntakeOptions, 'photos'>, photos: IntakePhotos | null = null) {
		this.photos = photos;
		this.form = new IntakeForm({ ...options, photos });
		this.isOwn = options.draftKey !== null;
	}

	/** Fills in what was typed here before; the question of danger is asked again. */
	async restore(): Promise<void> {
		await Promise.all([this.form.form.restore(), this.photos?.restore()]);
		Object.assign(this.values, { lifeThreat: null, articleId: this.#wish.articleId });
		if (this.values.description === '') return;
		this.kind ??= this.values.declaredKind;
		// Nobody comes to the description without a choice; no category is the one that left it open.
		this.category ??= this.values.categoryId ?? OTHER;
	}

	/** The person comes from another choice: what they typed stays, the steps begin anew. */
	begin(wish: Wish): void {
		if (wish === this.#wish) return;
		this.#wish = wish;
		this.kind = wish.kind ?? undefined;
		this.form.values.articleId = wish.articleId;
		this.step = 'safety';
	}

	/** The procedure that it is about, found only when the Knowledge Base was opened. */
	about(articleId: string | null): void {
		this.#wish = { ...this.#wish, articleId };
		this.values.articleId = articleId;
	}

	get values(): IntakeValues {
		return this.form.values;
	}

	get asksKind(): boolean {
		return this.#wish.kind === null;
	}

	get asksCategory(): boolean {
		return this.kind === 'intervention' && this.#wish.articleId === null && this.hasCategories;
	}

	get steps(): readonly Step[] {
		const isNeeded = this.asksKind || this.asksCategory;
		return STEPS.filter((step) => step !== 'matter' || isNeeded);
	}

	get position(): number {
		return this.steps.indexOf(this.step);
	}

	/** § 1(2): only "no danger" opens the form. */
	answer(answer: 'unasked' | 'danger' | 'safe'): void {
		this.values.lifeThreat = answer === 'unasked' ? null : answer === 'danger';
		if (answer === 'safe') this.#go(1);
	}

	/** @returns whether a next step is shown; else the fields say what is missing */
	forward(): boolean {
		if (!this.#isComplete()) return false;
		this.#go(1);
		return true;
	}

	/** @returns false on the first step, from which the way back leads out */
	back(): boolean {
		if (this.position <= 0) return false;
		this.form.errors = {};
		this.#go(-1);
		// The question is asked again: between two looks somebody may have been hurt.
		if (this.step === 'safety') this.values.lifeThreat = null;
		return true;
	}

	/** Something was typed or chosen: what is right by now is no longer called wrong. */
	recheck(): void {
		const { form, step } = this;
		if (this.kindError ?? this.categoryError) this.#isComplete();
		else if (Object.keys(form.errors).length > 0) form.check(FIELDS[step]);
	}

	/** Keeps what is typed; call it where the values are read. */
	keep(): void {
		this.#fill();
		this.form.form.keep();
	}

	submit(): Promise<Receipt | null> {
		this.#fill();
		return this.form.submit();
	}

	#go(by: 1 | -1): void {
		this.step = this.steps[this.position + by] ?? this.step;
	}

	#isComplete(): boolean {
		if (this.step === 'matter') {
			this.kindError = this.kind ? undefined : m.resident_choose();
			this.categoryError =
				this.asksCategory && this.category === undefined ? m.resident_choose() : undefined;
			if (this.kindError ?? this.categoryError) return false;
		}
		this.#fill();
		const fields = FIELDS[this.step];
		return !fields || this.form.check(fields);
	}

	#fill(): void {
		this.values.declaredKind = this.kind ?? 'intervention';
		const chosen = this.asksCategory && this.category !== OTHER ? this.category : undefined;
		this.values.categoryId = chosen ?? null;
	}
}

/** What the whole of it is called. */
export function intakeTitle({ kind }: Intake): string {
	if (kind === 'query') return m.resident_intake_title_query();
	return kind ? m.resident_intake_title_intervention() : m.resident_intake_title();
}
