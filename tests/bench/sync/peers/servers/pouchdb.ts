// As much of CouchDB's interface as PouchDB's replication asks for.
import type { Article, Draft } from '../../contract.ts';
import type { Row } from '../../servers/article-table.ts';
import { send, type Question, type Tables, type ThinServer } from '../../servers/thin-server.ts';
import type { ServerResponse } from 'node:http';

type Couch = Record<string, unknown>;
type Named = { readonly id: string; readonly rev: string };
type Offered = Draft & { readonly _id: string };

/** Every change of a document is its next generation; here the sequence number serves as one. */
const revOf = ({ seq }: Row): string => `${seq}-${hashOf(seq)}`;
const hashOf = (seq: number): string => seq.toString(16).padStart(32, '0');

const documentOf = (row: Row): Couch & Article => ({
	...row.article,
	_id: row.id,
	_rev: revOf(row),
	_revisions: { start: row.seq, ids: [hashOf(row.seq)] }
});

export function pouchdbServer({ articles, drafts }: Tables): ThinServer {
	const checkpoints = new Map<string, unknown>();

	const changes = ({ searchParams }: URL): Couch => {
		const since = Number(searchParams.get('since'));
		const rows = articles.since(since, Number(searchParams.get('limit') ?? Infinity));
		const results = rows.map((row) => ({
			...{ seq: row.seq, id: row.id },
			changes: [{ rev: revOf(row) }]
		}));
		return { results, last_seq: rows.at(-1)?.seq ?? since };
	};
	const bulkGet = ({ docs }: { readonly docs: readonly Named[] }): Couch => ({
		results: docs.map(({ id }) => {
			const row = articles.get(id);
			return { id, docs: row ? [{ ok: documentOf(row) }] : [] };
		})
	});
	const revsDiff = (asked: Readonly<Record<string, readonly string[]>>): Couch =>
		Object.fromEntries(Object.entries(asked).map(([id, missing]) => [id, { missing }]));
	const bulkDocs = async ({ docs }: { readonly docs: readonly Offered[] }): Promise<unknown> => {
		await drafts.insert(docs.map(({ _id, text }) => ({ id: _id, text })));
		return [];
	};

	const answerLocal = async ({ url, method, json }: Question, response: ServerResponse) => {
		if (method === 'PUT') checkpoints.set(url.pathname, await json());
		const known = checkpoints.get(url.pathname);
		if (method === 'PUT') send(response, { ok: true, rev: '0-1' }, 201);
		else if (known === undefined) send(response, { error: 'not_found', reason: 'missing' }, 404);
		else send(response, known);
	};
	return {
		answer: async (question, response) => {
			const { url, json } = question;
			const [, , name, what = ''] = url.pathname.split('/');
			if (what === '_local') await answerLocal(question, response);
			else if (what === '_changes') send(response, changes(url));
			else if (what === '_bulk_get') send(response, bulkGet(await json()));
			else if (what === '_revs_diff') send(response, revsDiff(await json()));
			else if (what === '_bulk_docs') send(response, await bulkDocs(await json()), 201);
			else send(response, { db_name: name, update_seq: articles.seq, instance_start_time: '0' });
		}
	};
}
