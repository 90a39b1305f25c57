/**
 * Every procedure, given what is right in all but one field: it is told that this is wrong, the server has
 * no fault of its own by it, and nothing is changed. The forms are gone through in tests/e2e/bad-input.spec.ts.
 */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may, type Action } from '#lib/domain/org/policy.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import { createLimits } from '#lib/server/auth/limits.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { INPUTS, PROCEDURES, reasonOf } from './procedures.ts';
import { LOGINS, pairedKiosk, settle, signedIn, type Town } from './town.ts';

let server: TestServer;
let town: Town;
const visitors: { browser: Browser; actor: Actor; owner: string }[] = [];

beforeAll(async () => {
	server = await startTestServer(() => ({
		limits: { ...createLimits(), spend: () => Promise.resolve(0) }
	}));
	town = await settle(server.services.db);
	const add = async (browser: Browser) => {
		const { actor } = await browser.api.account.me.query();
		const owner =
			actor.type === 'anonymous'
				? 'anybody'
				: `${actor.type === 'staff' ? 'person' : 'device'}:${actor.id}`;
		visitors.push({ browser, actor, owner });
	};
	await add(server.browser());
	await add(await pairedKiosk(server, town));
	for (const login of LOGINS) await add(await signedIn(server, login));
});
afterAll(() => server.stop());

/** Nobody means these, whatever is asked for. */
const WRONG: readonly unknown[] = [
	undefined,
	7.5,
	true,
	{},
	[1],
	'x'.repeat(20_000),
	'\0',
	'\uD800'
];

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Everything that can be made of it by one wrong field, however deep. */
function spoiled(input: Fields): readonly { readonly field: string; readonly input: Fields }[] {
	return Object.entries(input).flatMap(([field, value]) => [
		...WRONG.map((wrong) => ({ field, input: { ...input, [field]: wrong } })),
		...(isFields(value)
			? spoiled(value).map((deeper) => ({
					...{ field: `${field}.${deeper.field}` },
					input: { ...input, [field]: deeper.input }
				}))
			: [])
	]);
}

/** All that is in the database. What a visitor may do while nobody looks is not compared. */
async function contents(): Promise<string> {
	const { db } = server.services;
	const tables = await db.execute<{ name: string }>(sql`
		select relname as name from pg_class
		where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
		order by 1`);
	const sums = tables.map(({ name }) =>
		sql.raw(`select '${name}' as name, coalesce(sum(hashtextextended(t::text, 0)), 0) as sum,
			count(*) as rows from "${name}" t`)
	);
	return JSON.stringify(await db.execute(sql.join(sums, sql` union all `)));
}

const withFields = PROCEDURES.flatMap(([path, { _def }]) => {
	const input = _def.type === 'subscription' ? undefined : INPUTS[path]?.(placeholder(), 'anybody');
	return input ? [[path, _def.meta?.action as Action] as const] : [];
});
function placeholder(): Town {
	const id = '00000000-0000-4000-8000-000000000000';
	return { unitA: id, cellA: id, unitB: id, placeId: id, categoryId: id, people: {} } as Town;
}

describe('one wrong field', () => {
	it.each(withFields)('%s says so, and nothing changes', async (path, action) => {
		const visitor = visitors.find(({ actor }) => may(actor, action));
		expect(visitor).toBeDefined();
		if (!visitor) return;
		const { browser, owner } = visitor;
		const right = INPUTS[path]?.(town, owner) as Fields;
		const refused: string[] = [];
		for (const { field, input } of spoiled(right)) {
			const before = await contents();
			const cookies = new Map(browser.cookies);
			const reason = await reasonOf(browser, path, input);
			for (const [name, value] of cookies) browser.cookies.set(name, value);
			const what = `${path} ${field}: ${JSON.stringify(input[field])?.slice(0, 30) ?? ''}`;
			expect(['fault', 'unavailable'], what).not.toContain(reason);
			if (reason === null) continue;
			refused.push(field);
			expect(await contents(), what).toBe(before);
		}
		// Each of its fields was found wrong at least once, so that none is taken as it comes.
		for (const field of Object.keys(right)) expect(refused, path).toContain(field);
	});
});
