// Replicache's pull and push by a global version. It applies mutations of a push in one transaction, which
// flatters it: its own guide says one transaction each.
import type { Draft } from '../../contract.ts';
import { send, type Tables, type ThinServer } from '../../servers/thin-server.ts';

type Pull = { readonly clientGroupID: string; readonly cookie: Cookie | null };
/** Articles and pushes move it, so that it grows with whatever a pull may tell. */
type Cookie = { readonly order: number; readonly seq: number };
type Mutation = { readonly clientID: string; readonly id: number; readonly args: Draft };

export function replicacheServer({ articles, drafts }: Tables): ThinServer {
	const lastMutations = new Map<string, number>();
	let pushes = 0;

	const pull = ({ cookie }: Pull) => {
		const rows = articles.since(cookie?.seq ?? 0);
		return {
			cookie: { order: articles.seq + pushes, seq: articles.seq } satisfies Cookie,
			lastMutationIDChanges: Object.fromEntries(lastMutations),
			patch: rows.map(({ id, article }) => ({ op: 'put', key: `article/${id}`, value: article }))
		};
	};
	const push = async ({ mutations }: { readonly mutations: readonly Mutation[] }) => {
		const fresh = mutations.filter(({ clientID, id }) => id > (lastMutations.get(clientID) ?? 0));
		await drafts.insert(fresh.map(({ args }) => args));
		for (const { clientID, id } of fresh) lastMutations.set(clientID, id);
		pushes += 1;
		return {};
	};
	return {
		answer: async ({ url, json }, response) => {
			if (url.pathname === '/pull') send(response, pull(await json()));
			else send(response, await push(await json()));
		}
	};
}
