import { ReplicacheImpl } from 'replicache/impl';
import { TEST_LICENSE_KEY } from 'replicache';
import type { Article, Draft } from '../../contract.ts';
import { offer } from '../../pages/offer.ts';

/** Long enough that only the bench decides when something is sent. */
const NEVER_MS = 1_000_000_000;

const keep = async (
	tx: { set: (key: string, value: unknown) => Promise<void> },
	draft: Draft
): Promise<void> => tx.set(`draft/${draft.id}`, draft);

/** Its inner form, as that has `persist`: by itself it would write to the disk up to a second later. */
const open = () =>
	new ReplicacheImpl(
		{
			name: 'bench',
			licenseKey: TEST_LICENSE_KEY,
			pullURL: '/pull',
			pushURL: '/push',
			pullInterval: null,
			pushDelay: NEVER_MS,
			logLevel: 'error',
			mutators: { keep }
		},
		{ enableScheduledPersist: false, enablePullAndPushInOpen: false }
	);

let opened: ReturnType<typeof open> | undefined;
const replicache = () => (opened ??= open());

const pull = async () => {
	await replicache().pull({ now: true });
	await replicache().persist();
};

offer({
	firstLoad: pull,
	delta: pull,
	// Whatever is asked of it waits until it is open.
	reopen: () => Promise.resolve(replicache()),
	titleOf: async (id) => {
		const found = await replicache().query((tx) => tx.get(`article/${id}`));
		return (found as Article | undefined)?.fields.title ?? null;
	},
	count: async () =>
		replicache().query(async (tx) => {
			const keys = await tx.scan({ prefix: 'article/' }).keys().toArray();
			return keys.length;
		}),
	write: async (drafts) => {
		for (const draft of drafts) await replicache().mutate.keep(draft);
		await replicache().persist();
	},
	push: async () => {
		await replicache().push({ now: true });
		// Only a pull tells which mutations the server has.
		await pull();
		const left = await replicache().experimentalPendingMutations();
		if (left.length > 0) throw new Error(`${left.length} mutations are not acknowledged`);
	}
});
