import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What happens to a new connection. */
export type Reception = 'pass on' | 'close at once' | 'say nothing';

export type CuttingProxy = {
	/** The server's address, through here. */
	readonly url: string;
	/** New connections since the start. */
	readonly accepted: () => number;
	readonly receive: (reception: Reception) => void;
	/** Ends that share of the connections as a crashed machine does (RST), or in good order (FIN). */
	readonly cut: (how: 'reset' | 'close', share?: number) => void;
	/** Nothing more comes through on the connections there are; they stay open. */
	readonly freeze: () => void;
	/** Lets the next message with this text reach the server, and resets before its answer comes. */
	readonly resetAfter: (text: string) => void;
	/** Lets so many bytes more reach the server, and resets where the last of them went, within a message. */
	readonly resetAfterBytes: (count: number) => void;
	/** Bytes that came from clients since the start. */
	readonly received: () => number;
	readonly stop: () => Promise<void>;
};

type Pair = { readonly client: Socket; readonly server: Socket | undefined; isFrozen: boolean };

/** Stands between client and server and does to TCP what networks and crashes do. */
export async function startCuttingProxy(serverUrl: string): Promise<CuttingProxy> {
	const url = new URL(serverUrl);
	const target = { host: url.hostname, port: Number(url.port) };
	const pairs = new Set<Pair>();
	let reception: Reception = 'pass on';
	let accepted = 0;
	let deadly: string | undefined;
	let received = 0;
	let bytesLeft = Infinity;

	const listener = createServer((client) => {
		accepted++;
		client.on('error', () => undefined);
		if (reception === 'close at once') {
			client.resume().end();
			return;
		}
		const server = reception === 'pass on' ? connect(target) : undefined;
		const pair: Pair = { client, server, isFrozen: false };
		pairs.add(pair);
		server?.on('error', () => undefined);
		client.on('data', (bytes) => {
			const passed = bytes.subarray(0, bytesLeft);
			received += passed.length;
			bytesLeft -= passed.length;
			if (!pair.isFrozen) server?.write(passed);
			if (bytesLeft === 0) {
				bytesLeft = Infinity;
				client.resetAndDestroy();
			}
			if (deadly === undefined || !bytes.includes(deadly)) return;
			deadly = undefined;
			client.resetAndDestroy();
		});
		client.on('close', () => {
			pairs.delete(pair);
			server?.destroy();
		});
		server?.on('data', (bytes) => pair.isFrozen || client.write(bytes));
		server?.on('close', () => client.destroy());
	}).listen(0, '127.0.0.1');
	await once(listener, 'listening');
	const address = listener.address();
	if (address === null || typeof address === 'string') throw new Error('No address to listen on');
	url.port = String(address.port);

	return {
		url: url.href,
		accepted: () => accepted,
		receive: (wanted) => (reception = wanted),
		cut: (how, share = 1) => {
			for (const { client } of [...pairs].filter(() => Math.random() < share))
				if (how === 'reset') client.resetAndDestroy();
				else client.end();
		},
		freeze: () => {
			for (const pair of pairs) pair.isFrozen = true;
		},
		resetAfter: (text) => (deadly = text),
		resetAfterBytes: (count) => (bytesLeft = count),
		received: () => received,
		stop: async () => {
			for (const { client } of pairs) client.destroy();
			listener.close();
			await once(listener, 'close');
		}
	};
}
