/** How many registrations one queue takes in a second, from people who all push at once. */
import process from 'node:process';
import { push } from '#lib/server/sync/push.ts';
import { figure, promised, percentile, type Figure } from './figures.ts';
import { startNode, type Node } from './node.ts';
import { Store } from './store.ts';

const PEOPLE = 16;
const WARM_UP_MS = 1500;
const MEASURED_MS = 8000;

export async function measureCommands(serverUrl: string): Promise<readonly Figure[]> {
	const node = await startNode(serverUrl);
	try {
		const single = await load(node, 1);
		const batched = await load(node, 10);
		const target = { atLeast: 500 };
		return [
			promised(
				target,
				figure(`registrations a second, ${PEOPLE} pushes at once of 1 each`, single.rate, '/s')
			),
			figure('one such push, p50', percentile(single.spansMs, 0.5), 'ms'),
			figure('one such push, p95', percentile(single.spansMs, 0.95), 'ms'),
			figure('queries a command, BEGIN and COMMIT included', single.queries, ''),
			figure('processor time of the node a command', single.cpuMs, 'ms'),
			promised(
				target,
				figure(`registrations a second, ${PEOPLE} pushes at once of 10 each`, batched.rate, '/s')
			)
		];
	} finally {
		await node.stop();
	}
}

type Load = {
	readonly rate: number;
	readonly queries: number;
	/** Of this process: the node and those who push. */
	readonly cpuMs: number;
	readonly spansMs: readonly number[];
};

async function load(node: Node, commandsAPush: number): Promise<Load> {
	const startMs = performance.now();
	const countsFromMs = startMs + WARM_UP_MS;
	const endMs = countsFromMs + MEASURED_MS;
	const spansMs: number[] = [];
	let pushes = 0;
	const work = async () => {
		const store = new Store();
		while (performance.now() < endMs) {
			const pushedMs = performance.now();
			const commands = Array.from({ length: commandsAPush }, () => store.registration());
			const answer = await push(node.services, store.actor, store.request(commands));
			const answered = answer.type === 'outcomes' ? answer.outcomes : [];
			const bad = answered.find(({ status }) => status !== 'applied');
			if (bad) throw new Error(`A command was answered ${JSON.stringify(bad)}`);
			pushes += 1;
			if (pushedMs >= countsFromMs) spansMs.push(performance.now() - pushedMs);
			else node.statements.take();
		}
	};
	const cpu = process.cpuUsage();
	await Promise.all(Array.from({ length: PEOPLE }, work));
	const { user, system } = process.cpuUsage(cpu);
	const seconds = (performance.now() - countsFromMs) / 1000;
	const commands = spansMs.length * commandsAPush;
	return {
		rate: commands / seconds,
		queries: node.statements.take().length / commands,
		cpuMs: (user + system) / 1000 / (pushes * commandsAPush),
		spansMs
	};
}
