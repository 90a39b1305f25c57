// RxDB leaves the protocol to its user; here a sequence number is the checkpoint, so that nothing is missed.
import { send, type Tables, type ThinServer } from '../../servers/thin-server.ts';

export function rxdbServer({ articles, drafts }: Tables): ThinServer {
	return {
		answer: async ({ url, json }, response) => {
			if (url.pathname === '/push') {
				await drafts.insert(await json());
				send(response, []);
				return;
			}
			const since = Number(url.searchParams.get('since'));
			const rows = articles.since(since, Number(url.searchParams.get('limit')));
			send(response, {
				documents: rows.map(({ article }) => article),
				checkpoint: { seq: rows.at(-1)?.seq ?? since }
			});
		}
	};
}
