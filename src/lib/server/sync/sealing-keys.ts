import { eq, isNull, lt } from 'drizzle-orm';
import { assert } from '#lib/base/assert.ts';
import { headerOf, sealedIn, type SealingKey } from '#lib/sync/sealed.ts';
import type { Command } from '#lib/sync/protocol.ts';
import type { Database } from '../db/connection.ts';
import { sealingKey } from '../db/schema/index.ts';
import { newKeyPair, open, type PrivateKey } from './unseal.ts';

/** Longer than a kiosk is ever without a network and still heard (RT.1), retention included. */
const KEPT_DAYS = 300;

/** The keys to which kiosks seal what is written on them. */
export class SealingKeys {
	readonly #db: Database;
	readonly #opening = new Map<string, PrivateKey>();

	constructor(db: Database) {
		this.#db = db;
	}

	/** For what is sealed from now on; made where there is none yet. */
	async current(): Promise<SealingKey> {
		const known = await this.#find();
		if (known) return known;
		const { key, privateKey } = await newKeyPair();
		// Of two nodes that make the first one at once, one does.
		await this.#db
			.insert(sealingKey)
			.values({ kid: key.kid, publicKey: key.key, privateKey })
			.onConflictDoNothing();
		const made = await this.#find();
		assert(made, 'there is a key once one was made');
		return made;
	}

	/** Another one from now on; those before open for long after, and are then destroyed. */
	async replace(now: Date): Promise<SealingKey> {
		await this.#db.update(sealingKey).set({ replacedAt: now }).where(isNull(sealingKey.replacedAt));
		await this.#db
			.delete(sealingKey)
			.where(lt(sealingKey.replacedAt, new Date(now.getTime() - KEPT_DAYS * 86_400_000)));
		return this.current();
	}

	/**
	 * Opens what is sealed. What does not open stays as it is, and is put aside whole with the command.
	 * @throws what the database says where it cannot be asked for the key
	 */
	async unseal(command: Command): Promise<Command> {
		const sealed = sealedIn(command.args);
		const key = sealed && (await this.#privateKey(sealed.kid));
		if (!key) return command;
		try {
			return { ...command, args: await open(key, headerOf(command), sealed) };
		} catch {
			return command;
		}
	}

	async #find(): Promise<SealingKey | null> {
		const [row] = await this.#db
			.select({ kid: sealingKey.kid, key: sealingKey.publicKey })
			.from(sealingKey)
			.where(isNull(sealingKey.replacedAt));
		return row ?? null;
	}

	async #privateKey(kid: string): Promise<PrivateKey | null> {
		const known = this.#opening.get(kid);
		if (known) return known;
		const [row] = await this.#db
			.select({ privateKey: sealingKey.privateKey })
			.from(sealingKey)
			.where(eq(sealingKey.kid, kid));
		if (!row) return null;
		const key = new Uint8Array(row.privateKey);
		this.#opening.set(kid, key);
		return key;
	}
}
