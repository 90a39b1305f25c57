/** A database of the version before months had parts of their own: everything in it is found again. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { expect, inject, it } from 'vitest';
import { migrate } from '#lib/server/db/migrate.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../drizzle');
const LAST_BEFORE = '0007_ticket_count';

/** The migrations up to one of them. */
function migrationsThrough(tag: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'lckm-drizzle-'));
	cpSync(MIGRATIONS, folder, { recursive: true });
	const path = join(folder, 'meta/_journal.json');
	const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { tag: string }[] };
	const end = journal.entries.findIndex((entry) => entry.tag === tag) + 1;
	writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
	return folder;
}

it('what was there lies in the part of its month, and the scopes still add up', async () => {
	const server = postgres(inject('postgresUrl'), { max: 1, onnotice: () => undefined });
	const name = `upgrade_${randomUUID().replaceAll('-', '')}`;
	await server`create database ${server(name)}`;
	const url = new URL(inject('postgresUrl'));
	url.pathname = `/${name}`;
	const before = migrationsThrough(LAST_BEFORE);
	const sql = postgres(url.href, { max: 1, onnotice: () => undefined });
	try {
		await migrate(url.href, before);
		const [march, april, gone] = [randomUUID(), randomUUID(), randomUUID()];
		// The last moment of March in Warsaw, and the first of April.
		await sql`insert into ticket (id, number, receipt_code, status, registered_at, state) values
			(${march}, '1', 'a', 'registered', '2026-03-31T21:59:59Z', '{"channel":"phone"}'),
			(${april}, '2', 'b', 'registered', '2026-03-31T22:00:00Z', '{"channel":"web"}')`;
		await sql`insert into ticket_event (ticket_id, position, command_id, at, event)
			select id, 0, gen_random_uuid(), registered_at, '{}' from ticket`;
		await sql`insert into blob (sha256, type, bytes, uploaded_by) values ('ab', 'image/jpeg', 1, 'x')`;
		await sql`insert into ticket_blob (ticket_id, sha256) values (${march}, 'ab')`;
		await sql`insert into sync_scope (key, version, count, sum) values ('queue:callCenter', 5, 3, 60)`;
		await sql`insert into sync_member (scope, kind, id, version, hash, body)
			select sync_scope.id, kind, row, 1, 20, body from sync_scope, (values
				('ticket', ${march}::uuid, '{}'), ('ticket', ${april}::uuid, '{}'),
				('ticket', ${gone}::uuid, null), ('unit', ${randomUUID()}::uuid, '{}')
			) rows (kind, row, body)`;

		await migrate(url.href, MIGRATIONS);

		const [m, a] = [2026 * 12 + 2, 2026 * 12 + 3];
		expect(await sql`select id, month, channel from ticket order by month`).toMatchObject([
			{ id: march, month: m, channel: 'phone' },
			{ id: april, month: a, channel: 'web' }
		]);
		expect(await sql`select ticket_id, month from ticket_event order by month`).toMatchObject([
			{ ticket_id: march, month: m },
			{ ticket_id: april, month: a }
		]);
		expect(await sql`select month from ticket_blob`).toMatchObject([{ month: m }]);
		expect(await sql`select id, month from ${sql(`ticket_${a}`)}`).toHaveLength(1);
		expect(await sql`select month, body from sync_member order by month`).toMatchObject([
			{ month: 0, body: '{}' },
			{ month: m, body: '{}' },
			{ month: a, body: '{}' }
		]);
	} finally {
		await sql.end();
		// Not by force: a vacuum of the server's own may be looking at it, which nobody but it may end.
		await server`drop database ${server(name)}`;
		await server.end();
		rmSync(before, { recursive: true, force: true });
	}
});
