import { failureOf } from '#lib/client/net/transport.ts';
import type { Api } from '#lib/client/net/trpc.ts';
import { uuidv7 } from '#lib/client/ids.ts';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import { changedKeys } from '#lib/domain/article/amendment.ts';
import { filesIn, parseContent, type Content } from '#lib/domain/article/article.ts';
import type { DocumentFile } from '#lib/domain/article/document-file.ts';
import { fromForm, toForm, type ArticleForm } from '#lib/domain/article/form.ts';
import type { FieldRefusal } from '#lib/domain/article/refusals.ts';
import { KeptForm } from '../kept-form.svelte.ts';
import { obstacleOf } from '../loaded.svelte.ts';
import { ArticleFiles } from './article-files.svelte.ts';

/** What is being written: a new article, an amendment of one, or a proposal that was sent back. */
export type Wanted = { readonly ka: string | null; readonly proposal: string | null };

/** Kept on the device whole, so that the form opens without a network once it was opened with one. */
type Kept = {
	form: ArticleForm;
	/** What the form began from; null for a new article. */
	base: Content | null;
	articleId: string | null;
	ka: string | null;
	baseNo: number | null;
	proposalId: string;
	/** The state of the proposal that was sent back. */
	seen: number | null;
	sentBack: { by: string; text: string } | null;
	remark: string;
};

export type Obstacle =
	| 'offline'
	| 'changed'
	| 'fault'
	| 'unchanged'
	/** Files are still sent or looked into; some are not taken. */
	| 'filesWait'
	| 'filesWrong';

type EditingPorts = {
	readonly api: () => Promise<Api>;
	readonly workspace: Workspace;
	readonly begin: () => ArticleForm;
};

/** The form of an article while it is filled in, from opening it to submitting it. */
export class ArticleEditing {
	phase = $state<'loading' | 'ready' | 'missing' | 'offline'>('loading');
	/** It was begun earlier, on this device. */
	isRestored = $state(false);
	/** A version that was published since the form was opened. */
	newerNo = $state<number | null>(null);
	busy = $state(false);
	obstacle = $state<Obstacle | null>(null);
	#attempted = $state(false);
	readonly #kept: KeptForm<{ kept: Kept | null }>;
	readonly #wanted: Wanted;
	readonly #api: () => Promise<Api>;
	readonly #begin: () => ArticleForm;
	readonly files: ArticleFiles;

	constructor(wanted: Wanted, { api, workspace, begin }: EditingPorts) {
		this.files = new ArticleFiles(workspace, api);
		this.#wanted = wanted;
		this.#api = api;
		this.#begin = begin;
		const name = wanted.proposal ?? wanted.ka ?? 'new';
		this.#kept = new KeptForm(`article:${name}`, { kept: null }, workspace.drafts);
	}

	get kept(): Kept | null {
		return this.#kept.values.kept;
	}

	/** What is wrong, once somebody has tried to submit it; it goes as it is put right. */
	get refusals(): readonly FieldRefusal[] {
		if (!this.#attempted || !this.kept) return [];
		const parsed = parseContent(fromForm(this.kept.form));
		return parsed.ok ? [] : parsed.error;
	}

	async open(): Promise<void> {
		await this.#kept.restore();
		this.isRestored = this.kept !== null;
		if (this.kept) this.phase = 'ready';
		try {
			await this.#fetch(await this.#api());
			this.phase = 'ready';
		} catch (fault) {
			// What is on the device is enough to go on.
			if (this.kept) return;
			this.phase = failureOf(fault).type === 'unreachable' ? 'offline' : 'missing';
		}
	}

	async #fetch(api: Api): Promise<void> {
		const { ka, proposal } = this.#wanted;
		if (proposal !== null) {
			if (!this.kept) this.#kept.values.kept = await ofProposal(api, proposal);
		} else if (ka === null) {
			this.#kept.values.kept ??= { ...ofNothing(), form: this.#begin() };
		} else {
			const { no, content } = await api.article.newest.query({ ka });
			const { baseNo } = this.kept ?? {};
			if (baseNo !== undefined) this.newerNo = baseNo === no ? null : no;
			else
				this.#kept.values.kept = {
					...ofNothing(),
					...{ form: toForm(content), base: content, ka, articleId: content.id, baseNo: no }
				};
		}
	}

	keep(): void {
		this.obstacle = null;
		this.#kept.keep();
	}

	/** @returns the proposal's id where the server has it; else what was typed stays where it is */
	async submit(): Promise<string | null> {
		const { kept } = this;
		if (!kept) return null;
		this.#attempted = true;
		this.obstacle = null;
		const parsed = parseContent(fromForm(kept.form));
		if (!parsed.ok) return null;
		if (kept.base && changedKeys(kept.base, parsed.value).length === 0) {
			this.obstacle = 'unchanged';
			return null;
		}
		const files = filesIn(parsed.value);
		this.obstacle = this.#obstacleIn(files);
		if (this.obstacle !== null) return null;
		const { proposalId: id, articleId, baseNo, seen } = kept;
		const remark = kept.remark.trim() === '' ? null : kept.remark;
		return this.#attempt(async (api) => {
			await api.article.submit.mutate({
				...{ id, articleId, baseNo, seen, remark },
				content: parsed.value
			});
			await this.#end();
			return id;
		}, files);
	}

	discard(): Promise<void> {
		return this.#end();
	}

	close(): void {
		this.files.close();
	}

	async #end(): Promise<void> {
		await this.#kept.clear();
		await this.files.forget().catch((fault: unknown) => {
			// They go with the next start.
			console.error('Files that were sent', fault);
		});
	}

	#obstacleIn(files: readonly DocumentFile[]): Obstacle | null {
		const states = new Set(files.map(({ sha256 }) => this.files.stateOf(sha256).state));
		if (states.has('refused')) return 'filesWrong';
		return states.has('waiting') || states.has('looking') ? 'filesWait' : null;
	}

	async #attempt(
		act: (api: Api) => Promise<string>,
		files: readonly DocumentFile[]
	): Promise<string | null> {
		this.busy = true;
		try {
			return await act(await this.#api());
		} catch (fault) {
			this.obstacle = obstacleOf(fault);
			if (isMissing(fault)) {
				this.obstacle = 'filesWait';
				this.files.askAgain(files);
			}
			return null;
		} finally {
			this.busy = false;
		}
	}
}

const isMissing = (fault: unknown): boolean => {
	const failure = failureOf(fault);
	return failure.type === 'fault' && failure.message === 'fileMissing';
};

const ofNothing = (): Omit<Kept, 'form'> => ({
	...{ base: null, articleId: null, ka: null, baseNo: null, proposalId: uuidv7() },
	...{ seen: null, sentBack: null, remark: '' }
});

async function ofProposal(api: Api, id: string): Promise<Kept> {
	const proposal = await api.article.proposal.query({ id });
	const { newest, content, articleId, revision, remarks, state } = proposal;
	const last = state === 'sentBack' ? remarks.at(-1) : undefined;
	return {
		...ofNothing(),
		// It is written upon the newest version, as it was shown to whoever sent it back.
		...{ form: toForm(content), base: newest?.content ?? null, baseNo: newest?.no ?? null },
		...{ articleId, ka: newest?.content.ka ?? null, proposalId: id, seen: revision },
		sentBack: last ? { by: last.by, text: last.text } : null
	};
}
