/**
 * Photographs are drawn anew one after another, beside everything else a node does. The queue is the table
 * of blobs: what waits survives a restart, and of two nodes each takes another one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { and, eq, inArray } from 'drizzle-orm';
import type { Database, Transaction } from '../db/connection.ts';
import { isPassing } from '../db/faults.ts';
import { blob, type BlobDrawn } from '../db/schema/index.ts';
import { blobPath, replaceFile, smallPath } from './blob-files.ts';
import { draw } from './picture.ts';

/** Another node may have left something: nobody tells this one. */
const LOOK_EVERY_MS = 30_000;
/** Somebody looks at the screen; longer than that, and they are better told to come back. */
const PATIENCE_MS = 8000;
const LOOK_AGAIN_MS = 150;

export type RedrawServices = {
	readonly db: Database;
	readonly filesDir: string;
	readonly report: (fault: unknown, about: string) => void;
};

export class Redrawing {
	readonly #services: RedrawServices;
	/** Somebody waits for these: they come first. */
	readonly #wanted = new Set<string>();
	#working: Promise<void> | null = null;
	#again = false;
	#closed = false;
	#timer: ReturnType<typeof setInterval> | null = null;

	constructor(services: RedrawServices) {
		this.#services = services;
	}

	start(): void {
		this.nudge();
		this.#timer = setInterval(() => this.nudge(), LOOK_EVERY_MS);
		this.#timer.unref();
	}

	/** Something may wait. */
	nudge(): void {
		this.#again = true;
		if (this.#closed) return;
		this.#working ??= this.#work().finally(() => {
			this.#working = null;
		});
	}

	/** @returns 'waiting' where it is not its turn for a long time, and for what there is not */
	async ready(sha256: string): Promise<BlobDrawn> {
		const until = performance.now() + PATIENCE_MS;
		this.#wanted.add(sha256);
		try {
			for (;;) {
				const drawn = await this.#stateOf(sha256);
				if (drawn !== 'waiting' || performance.now() > until || this.#closed) return drawn;
				this.nudge();
				await pause(LOOK_AGAIN_MS);
			}
		} finally {
			this.#wanted.delete(sha256);
		}
	}

	/** Resolves when nothing is drawn any more. */
	async close(): Promise<void> {
		this.#closed = true;
		if (this.#timer) clearInterval(this.#timer);
		await this.#working;
	}

	async #stateOf(sha256: string): Promise<BlobDrawn> {
		const [row] = await this.#services.db
			.select({ drawn: blob.drawn })
			.from(blob)
			.where(eq(blob.sha256, sha256));
		return row?.drawn ?? 'waiting';
	}

	async #work(): Promise<void> {
		try {
			while (this.#again && !this.#closed) {
				this.#again = false;
				while (!this.#closed && (await redrawOne(this.#services, [...this.#wanted])));
			}
		} catch (fault) {
			// The database is away: the next look finds what waits.
			if (!isPassing(fault)) this.#services.report(fault, 'drawing a photograph anew');
		}
	}
}

/**
 * Under the lock of its row, which keeps it from being deleted meanwhile and lets tickets name it. What is
 * killed in the middle is begun anew: what was drawn already is drawn once more.
 * @param wanted hashes that come first
 * @returns false where nothing waits
 */
export function redrawOne(
	{ db, filesDir }: RedrawServices,
	wanted: readonly string[] = []
): Promise<boolean> {
	return db.transaction(async (tx) => {
		const sha256 = (wanted.length > 0 && (await next(tx, wanted))) || (await next(tx));
		if (sha256 === null) return false;
		const path = blobPath(filesDir, sha256);
		const drawn = await draw(path);
		if (drawn) {
			await replaceFile(smallPath(filesDir, sha256), drawn.small);
			await replaceFile(path, drawn.full);
		}
		// What cannot be read is kept as it came, for whoever has to look into it, and shown to nobody.
		await tx
			.update(blob)
			.set(
				drawn
					? { drawn: 'ready', type: 'image/jpeg', bytes: drawn.full.length }
					: { drawn: 'unreadable' }
			)
			.where(eq(blob.sha256, sha256));
		return true;
	});
}

/** The one that waits longest, and that no other node has. */
async function next(tx: Transaction, among?: readonly string[]): Promise<string | null> {
	const [row] = await tx
		.select({ sha256: blob.sha256 })
		.from(blob)
		.where(and(eq(blob.drawn, 'waiting'), among && inArray(blob.sha256, [...among])))
		.orderBy(blob.uploadedAt)
		.limit(1)
		.for('no key update', { skipLocked: true });
	return row?.sha256 ?? null;
}
