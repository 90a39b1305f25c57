/** A town whose heads submit articles and whose editor reviews them, on one day. */
import { randomUUID } from 'node:crypto';
import type { Article, ArticleFields, Content } from '#lib/domain/article/article.ts';
import type { HeldView } from './bodies.ts';
import { publishArticle } from '#lib/server/articles/article-writer.ts';
import { contentOf, sampleArticle } from '../support/article.ts';
import { bodiesIn } from './bodies.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { settle, signedIn, type Town } from './town.ts';

/** Far ahead: what the server does by the real clock finds nothing to do here. */
export const TODAY = '2090-03-01';
export const NOW = new Date(`${TODAY}T10:00:00Z`);

export const changed = (made: Article, fields: Partial<ArticleFields>): Content => ({
	...contentOf(made),
	fields: { ...made.fields, ...fields }
});

/** What an editor says who accepts a proposal as it was first submitted. */
export const acceptance = (id: string, more: object = {}) => ({
	...{ id, seen: 1, newestNo: 1, validFrom: TODAY },
	...{ keywords: ['dziura w drodze'], categories: ['interwencje'], ...more }
});

export class EditorialOffice {
	#number = 0;
	readonly server: TestServer;
	readonly town: Town;
	readonly head: Browser;
	readonly editor: Browser;

	private constructor(server: TestServer, town: Town, people: { head: Browser; editor: Browser }) {
		this.server = server;
		this.town = town;
		this.head = people.head;
		this.editor = people.editor;
	}

	static async open(): Promise<EditorialOffice> {
		const server = await startTestServer(() => ({ now: () => NOW }));
		const town = await settle(server.services.db);
		const head = await signedIn(server, 'kierownikA');
		const editor = await signedIn(server, 'redaktorka');
		return new EditorialOffice(server, town, { head, editor });
	}

	get db() {
		return this.server.services.db;
	}

	/** An article of unit A that is published, and names people who work there. */
	async published(fields: Partial<ArticleFields> = {}): Promise<Article> {
		this.#number += 1;
		const somebody = { id: this.town.people.komorka, name: 'Komórka' };
		const people = { owner: somebody, coordinator: somebody, realizators: [somebody] };
		const unit = { id: this.town.unitA, name: 'A' };
		const sample = sampleArticle({ unit, ...people, ...fields });
		const made = { ...sample, id: randomUUID(), ka: `KA-${10_000 + this.#number}` };
		await this.db.transaction((tx) => publishArticle(tx, made, { today: TODAY }));
		return made;
	}

	/** An amendment by the head of unit A. @returns its id */
	async submitted(made: Article, fields: Partial<ArticleFields>, baseNo = 1): Promise<string> {
		const id = randomUUID();
		await this.head.api.article.submit.mutate({
			...{ id, articleId: made.id, baseNo, remark: null, seen: null },
			content: changed(made, fields)
		});
		return id;
	}

	/** What devices hold under this number. */
	async held(ka: string, scope: 'kb:public' | 'kb:staff' = 'kb:public') {
		const bodies = await bodiesIn(this.db, scope);
		return bodies.map((body) => JSON.parse(body) as HeldView).filter((view) => view.ka === ka);
	}

	async versionsOf(ka: string) {
		return (await this.head.api.article.history.query({ ka })).versions;
	}
}
