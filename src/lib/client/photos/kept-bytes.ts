import type { OutboxDatabase } from '../db/outbox-database.ts';

/** Where kept bytes are: still here alone, on the server too, or not here (any more). */
export async function whereIs(
	{ photos }: OutboxDatabase,
	sha256: string
): Promise<'waiting' | 'sent' | 'gone'> {
	const kept = await photos.get(sha256);
	if (!kept) return 'gone';
	return kept.uploaded ? 'sent' : 'waiting';
}

/** The server no longer has what it had: it is sent once more. */
export async function sendAgain({ photos }: OutboxDatabase, sha256: string): Promise<void> {
	await photos.update(sha256, { uploaded: false, uploadUrl: null });
}
