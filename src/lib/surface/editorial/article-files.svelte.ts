import { liveQuery } from 'dexie';
import { failureOf } from '#lib/client/net/transport.ts';
import type { Api } from '#lib/client/net/trpc.ts';
import { sendAgain, whereIs } from '#lib/client/photos/kept-bytes.ts';
import { forgetArrived } from '#lib/client/photos/uploader.ts';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import {
	fileNameOf,
	MOST_FILE_BYTES,
	type DocumentFile,
	type FileProperties,
	type FileRefusal,
	type FileType
} from '#lib/domain/article/document-file.ts';
import { DOCX, ODT, PDF } from '#lib/domain/media-types.ts';

export type FileState =
	| { readonly state: 'waiting' } // for a network
	| { readonly state: 'looking' }
	| { readonly state: 'known'; readonly properties: FileProperties }
	/** 'lost': neither here nor there. */
	| { readonly state: 'refused'; readonly refusal: FileRefusal | 'lost' };

/** Why a file was not even kept. */
export type AddFault = 'otherKind' | 'tooLarge' | 'notKept';

/** Without a network nobody tells when it is back for sure. */
const ASK_AGAIN_MS = 10_000;
/** Where an ODT says what it is: its first part is not compressed. */
const HEAD_BYTES = 120;

/**
 * The files of a form: kept on the device at once, sent by what sends photographs, looked into by the server. What
 * it finds is shown beside each; a form goes when all of them are known.
 */
export class ArticleFiles {
	#states = $state.raw<Readonly<Record<string, FileState>>>({});
	readonly #workspace: Workspace;
	readonly #api: () => Promise<Api>;
	readonly #ends = new AbortController();

	constructor(workspace: Workspace, api: () => Promise<Api>) {
		this.#workspace = workspace;
		this.#api = api;
	}

	stateOf(sha256: string): FileState {
		return this.#states[sha256] ?? { state: 'looking' };
	}

	/** @returns the file as the form names it, or why it was not kept */
	async add(file: File): Promise<DocumentFile | AddFault> {
		if (file.size > MOST_FILE_BYTES) return 'tooLarge';
		try {
			const bytes = await file.arrayBuffer();
			const type = typeOf(new Uint8Array(bytes));
			if (type === null) return 'otherKind';
			const kept = await this.#workspace.keepFile(new Blob([bytes], { type }));
			// Also one that was not taken before: it may have been a fault of the moment.
			this.#begin(kept.sha256);
			const name = fileNameOf(file.name, type);
			return { sha256: kept.sha256, name, type, bytes: kept.bytes, isExample: false };
		} catch (fault) {
			console.error('A file could not be kept', fault);
			return 'notKept';
		}
	}

	/** Asks what it is until that is known, unless that was done before. */
	follow(sha256: string): void {
		if (this.#states[sha256] === undefined) this.#begin(sha256);
	}

	#begin(sha256: string): void {
		this.#set(sha256, { state: 'looking' });
		this.#ask(sha256).catch((fault: unknown) => {
			if (!this.#ends.signal.aborted) console.error('A file', fault);
		});
	}

	/** The server says that it does not know all of them. */
	askAgain(files: readonly DocumentFile[]): void {
		for (const { sha256 } of files) this.#begin(sha256);
	}

	/** The form was sent, or thrown away: bytes that nothing names leave the device. */
	async forget(): Promise<void> {
		await forgetArrived(this.#workspace.db, this.#workspace.owner);
	}

	close(): void {
		this.#ends.abort();
	}

	async #ask(sha256: string): Promise<void> {
		while (!this.#ends.signal.aborted) {
			const found = await this.#look(sha256);
			this.#set(sha256, found);
			if (found.state === 'known' || found.state === 'refused') return;
			await this.#sent(sha256);
		}
	}

	async #look(sha256: string): Promise<FileState> {
		const { db } = this.#workspace;
		const where = await whereIs(db, sha256);
		if (where === 'waiting') return { state: 'waiting' };
		this.#set(sha256, { state: 'looking' });
		const answer = await this.#bring(sha256);
		if (!answer) return { state: 'waiting' };
		if (answer.ok) return { state: 'known', properties: answer.properties };
		if (answer.refusal !== 'notArrived') return { state: 'refused', refusal: answer.refusal };
		if (where === 'gone') return { state: 'refused', refusal: 'lost' };
		await sendAgain(db, sha256);
		return { state: 'waiting' };
	}

	/** Null without a network. */
	async #bring(sha256: string) {
		try {
			return await (await this.#api()).article.bringFile.mutate({ sha256 });
		} catch (fault) {
			if (failureOf(fault).type !== 'unreachable')
				console.error('A file was not looked into', fault);
			return null;
		}
	}

	/** Resolves when it has been sent, and after a while. */
	#sent(sha256: string): Promise<void> {
		const { db } = this.#workspace;
		const { signal } = this.#ends;
		return new Promise((resolve) => {
			const done = () => {
				clearTimeout(timer);
				subscription.unsubscribe();
				signal.removeEventListener('abort', done);
				resolve();
			};
			const timer = setTimeout(done, ASK_AGAIN_MS);
			let isFirst = true;
			const subscription = liveQuery(() => whereIs(db, sha256)).subscribe((where) => {
				// What is so already has been acted on.
				if (where !== 'waiting' && !isFirst) done();
				isFirst = false;
			});
			signal.addEventListener('abort', done);
		});
	}

	#set(sha256: string, state: FileState): void {
		this.#states = { ...this.#states, [sha256]: state };
	}
}

/** By how it begins: a name says nothing. The server looks closer. */
function typeOf(bytes: Uint8Array): FileType | null {
	const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
	if (head.startsWith('%PDF-')) return PDF;
	if (!head.startsWith('PK\u0003\u0004')) return null;
	return head.includes(ODT) ? ODT : DOCX;
}
