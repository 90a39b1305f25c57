// The product as an operator runs it, with its Knowledge Base filled by its own import, on a PostgreSQL
// that writes to disk as in production and that the other contenders' servers share.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import PLACES from '#lib/server/demo/data/places.json' with { type: 'json' };
import { DEMONSTRATION_PASSWORD } from '#lib/server/seed/demonstration.ts';
import type { ImportRow } from '#lib/domain/article/import-row.ts';
import { PEOPLE } from '../../e2e/city.ts';
import { Visitor } from '../../process/visitor.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { startProduct, type Product } from '../../support/product.ts';
import type { Article } from './contract.ts';
import { changedTitle, generateRows } from './data.ts';

const BENCH_DATABASE = 'bench';

export class Town {
	/** As the portal and the kiosks get them, in the order in which they are changed. */
	readonly articles: readonly Article[];
	readonly origin: string;
	/** Of a kiosk that an administrator enrolled. */
	readonly cookies: ReadonlyMap<string, string>;
	/** For what the other contenders' servers write. */
	readonly benchUrl: string;
	readonly #product: Product;
	readonly #database: TestPostgres;
	readonly #rows: ReadonlyMap<string, ImportRow>;

	private constructor(ground: Ground, articles: readonly Article[], cookies: Town['cookies']) {
		this.articles = articles;
		this.cookies = cookies;
		this.origin = ground.product.address;
		this.benchUrl = benchUrlOf(ground.database);
		this.#product = ground.product;
		this.#database = ground.database;
		this.#rows = new Map(ground.rows.map((row) => [row.ka, row]));
	}

	static async build(count: number): Promise<Town> {
		const database = await startPostgres({ durable: true });
		let product: Product | undefined;
		try {
			const env = { DATABASE_URL: database.url, DEMONSTRATION: 'yes' };
			product = await startProduct({ env });
			const ground = { database, product, rows: generateRows(count) };
			await importRows(product, ground.rows);
			await createBenchDatabase(database);
			await packsAreCut(database);
			return new Town(ground, await readArticles(database), await enrolKiosk(product));
		} catch (fault) {
			await product?.remove();
			await database.stop();
			throw fault;
		}
	}

	/** Changes the first articles at the product, as its operator does; committed when this resolves. */
	async change(count: number, mark: string): Promise<void> {
		const changed = this.articles.slice(0, count).flatMap(({ ka }) => {
			const row = this.#rows.get(ka);
			return row ? [{ ...row, title: changedTitle(row.title, mark) }] : [];
		});
		await importRows(this.#product, changed);
	}

	/** Tickets that the product has for good. */
	async tickets(): Promise<number> {
		return withDatabase(this.#database.url, async (sql) => {
			const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ticket`;
			return row?.count ?? 0;
		});
	}

	async close(): Promise<void> {
		await this.#product.remove();
		await this.#database.stop();
	}
}

type Ground = {
	readonly database: TestPostgres;
	readonly product: Product;
	readonly rows: readonly ImportRow[];
};

export async function withDatabase<T>(
	url: string,
	work: (sql: postgres.Sql) => Promise<T>
): Promise<T> {
	const sql = postgres(url, { max: 1, onnotice: () => undefined });
	return work(sql).finally(() => sql.end());
}

async function importRows(product: Product, rows: readonly ImportRow[]): Promise<void> {
	const file = join(product.dataDir, 'articles.jsonl');
	writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
	const { exitCode, stdout, stderr } = await product.lckm('kb', 'import', file, '--json');
	if (exitCode !== 0) throw new Error(`Not imported:\n${stdout.slice(0, 2000)}\n${stderr}`);
}

/** Made beforehand, like the floor's one body: within a minute of an import the server has cut them. */
async function packsAreCut(database: TestPostgres): Promise<void> {
	await withDatabase(database.url, async (sql) => {
		for (let tries = 0; tries < 120; tries += 1) {
			const [newest] = await sql<{ is_ready: boolean }[]>`
				select max(bundle.version) = scope.version as is_ready
				from sync_scope scope left join sync_bundle bundle on bundle.scope = scope.id
				where scope.key = 'kb:public' group by scope.version`;
			if (newest?.is_ready) return;
			await delay(500);
		}
		throw new Error('The server has cut no packs in a minute');
	});
}

function benchUrlOf({ url }: TestPostgres): string {
	const address = new URL(url);
	address.pathname = `/${BENCH_DATABASE}`;
	return address.href;
}

async function createBenchDatabase(database: TestPostgres): Promise<void> {
	await withDatabase(database.url, (sql) => sql`create database ${sql(BENCH_DATABASE)}`);
	await withDatabase(
		benchUrlOf(database),
		(sql) => sql`create table draft (id uuid primary key, body jsonb not null)`
	);
}

/** What the product sends is what everybody gets. */
async function readArticles(database: TestPostgres): Promise<readonly Article[]> {
	const rows = await withDatabase(
		database.url,
		(sql) => sql<{ body: string }[]>`
			select member.body from sync_member member join sync_scope scope on scope.id = member.scope
			where scope.key = 'kb:public' and member.kind = 'article' and member.body is not null`
	);
	const articles = rows.map(({ body }) => JSON.parse(body) as Article);
	return articles.toSorted((one, other) => (one.ka < other.ka ? -1 : 1));
}

/** One of the centre's own: it reads what the portal reads, and may send what residents write. */
async function enrolKiosk(product: Product): Promise<Town['cookies']> {
	const administrator = new Visitor(product);
	await administrator.api.account.signIn.mutate({
		login: PEOPLE.administrator,
		password: DEMONSTRATION_PASSWORD
	});
	const placeId = PLACES[0]?.id ?? '';
	const invitation = { class: 'kiosk', name: 'Pomiar', placeId } as const;
	const { code } = await administrator.api.device.invite.mutate(invitation);
	const kiosk = new Visitor(product);
	await kiosk.api.device.pair.mutate({ code });
	return kiosk.cookies;
}
