import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expiryOf } from '#lib/domain/retention.ts';
import { startTestServer, type TestServer } from './harness.ts';

const INSTANTS = 100_000;
const [FROM, TO] = [Date.UTC(2018, 0, 1), Date.UTC(2041, 0, 1)];

let server: TestServer;
beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.stop());

it(`R3.2 the end of a ticket’s time is that of PostgreSQL’s calendar, for ${String(INSTANTS)} instants`, async () => {
	// Half of them anywhere, half within a day of the first of a month, where it is decided.
	const near = (index: number): number => {
		const first = Date.UTC(2018, index % 276, 1);
		return first + Math.round((Math.random() - 0.5) * 2 * 86_400_000);
	};
	const instants = Array.from({ length: INSTANTS }, (_, index) => {
		const anywhere = FROM + Math.floor(Math.random() * (TO - FROM));
		return new Date(index % 2 === 0 ? anywhere : near(index)).toISOString();
	});
	const rows = await server.services.db.execute<{ at: string; gone: string }>(sql`
		select at, to_char(
			((date_trunc('month', at::timestamptz at time zone 'Europe/Warsaw') + interval '7 months')
				at time zone 'Europe/Warsaw') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as gone
		from unnest(${sql.param(instants)}::text[]) at`);
	expect(rows).toHaveLength(INSTANTS);
	const different = rows.filter(({ at, gone }) => expiryOf(new Date(at)).toISOString() !== gone);
	expect(different.slice(0, 5)).toEqual([]);
});
