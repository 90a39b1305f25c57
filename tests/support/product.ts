// The product as an operator runs it: `npm start` on a data directory, and `lckm` beside it.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from '../../src/cli/postmaster.ts';
import { findProcess, hasEnded, signal } from '../../src/cli/running-process.ts';
import { Program, type Ended } from './program.ts';

export type ProductOptions = {
	/** A free one by default. */
	readonly port?: number;
	/** Kept when the product is removed; without it a new one, which goes with the product. */
	readonly dataDir?: string;
	/** Further settings. */
	readonly env?: Readonly<Record<string, string>>;
};

/** The first start after a change of the sources builds the application. */
const READY_WITHIN_MS = 120_000;
const GONE_WITHIN_MS = 20_000;

/** Starts the product and returns when it answers; `remove` belongs to it. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
	const product = await installProduct(options);
	try {
		await product.start();
		return product;
	} catch (failure) {
		await product.remove();
		throw failure;
	}
}

/** What is needed to start it, without starting it. */
export async function installProduct(options: ProductOptions = {}): Promise<Product> {
	return new Product({ ...options, port: options.port ?? (await findFreePort()) });
}

export class Product {
	readonly port: number;
	readonly dataDir: string;
	/** Where it listens; without a setting of ORIGIN also its origin. */
	readonly address: string;
	/** Of the last start, in milliseconds from the command to the first good answer. */
	readyAfterMs = NaN;
	readonly #env: Readonly<Record<string, string>>;
	readonly #ownsDirectory: boolean;
	#program: Program | null = null;

	constructor({ port, dataDir, env = {} }: ProductOptions & { readonly port: number }) {
		this.port = port;
		this.address = `http://localhost:${port}`;
		this.#ownsDirectory = dataDir === undefined;
		this.dataDir = dataDir ?? newDirectory();
		this.#env = { PORT: String(port), DATA_DIR: this.dataDir, ...env };
	}

	/** The process of the last start. */
	get program(): Program {
		if (!this.#program) throw new Error('The product was never started.');
		return this.#program;
	}

	/** Begins a start and does not wait: for starts that are to fail. */
	launch(): Program {
		this.#program = new Program('start', { env: this.#env });
		return this.#program;
	}

	/**
	 * Starts it, after a stop on the same data, and waits until it answers.
	 * @throws Error with all it said, when it does not
	 */
	async start(): Promise<void> {
		const startMs = performance.now();
		const program = this.launch();
		await this.#until(() => this.isHealthy(), READY_WITHIN_MS);
		if (program.hasEnded) throw this.#failure('Something else answers at its address');
		this.readyAfterMs = performance.now() - startMs;
	}

	/** Waits until it answers (again). */
	async healthy(withinMs = GONE_WITHIN_MS): Promise<void> {
		await this.#until(() => this.isHealthy(), withinMs);
	}

	/** Waits until it has printed these words. */
	async said(words: string, withinMs = GONE_WITHIN_MS): Promise<void> {
		await this.#until(() => Promise.resolve(this.program.stdout.includes(words)), withinMs);
	}

	async isHealthy(): Promise<boolean> {
		try {
			const response = await this.fetch('/healthz', { signal: AbortSignal.timeout(3000) });
			return response.ok;
		} catch {
			return false;
		}
	}

	/** Asks at a path of it; the answer's body, if wanted, is the caller's to read. */
	fetch(at: string | URL, init?: RequestInit): Promise<Response> {
		return fetch(new URL(at, this.address), init);
	}

	/** Asks it to end, as an operator does. @returns its exit code */
	async stop(): Promise<number | null> {
		this.program.signal('SIGTERM');
		const { exitCode } = await this.program.ended;
		return exitCode;
	}

	/** Ends the main process alone and without warning; what it started is left to itself. */
	async kill(): Promise<void> {
		this.program.signal('SIGKILL');
		await this.program.ended;
	}

	/** Runs the operator's command on the same installation. */
	lckm(...args: readonly string[]): Promise<Ended> {
		return new Program('lckm', { env: this.#env, args }).ended;
	}

	/** As `lckm`, with something on standard input. */
	lckmReading(input: string, ...args: readonly string[]): Promise<Ended> {
		return new Program('lckm', { env: this.#env, args, input }).ended;
	}

	/** What runs on the data directory: the product, its database, its commands. Linux only. */
	processes(): readonly number[] {
		return readdirSync('/proc')
			.map(Number)
			.filter((pid) => !Number.isNaN(pid) && isOn(pid, this.dataDir));
	}

	/** Ends it, and whatever still runs on a directory of its own; that is removed too. */
	async remove(): Promise<void> {
		if (this.#program) await this.stop();
		if (!this.#ownsDirectory) return;
		for (const pid of this.processes()) {
			signal(pid, 'SIGKILL');
			await hasEnded(pid, GONE_WITHIN_MS);
		}
		rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
	}

	async #until(isSo: () => Promise<boolean>, withinMs: number): Promise<void> {
		const deadline = performance.now() + withinMs;
		while (!(await isSo())) {
			if (this.program.hasEnded) throw this.#failure('It ended');
			if (performance.now() > deadline) throw this.#failure(`Not after ${withinMs} ms`);
			await delay(20);
		}
	}

	#failure(what: string): Error {
		const { stdout, stderr } = this.program;
		return new Error(`The product does not answer. ${what}:\n${stdout}\n${stderr}`);
	}
}

/** Open enough for the account that PostgreSQL runs as under root. */
function newDirectory(): string {
	const directory = mkdtempSync(join(tmpdir(), 'lckm-product-'));
	chmodSync(directory, 0o755);
	return directory;
}

/** By the directory that it was told of, or by where it works, as PostgreSQL does in its data. */
function isOn(pid: number, dataDir: string): boolean {
	try {
		const words = ['environ', 'cmdline'].map((name) =>
			readFileSync(`/proc/${pid}/${name}`, 'utf8')
		);
		const places = [readlinkSync(`/proc/${pid}/cwd`), ...words.join('\0').split('\0')];
		const isThere = places.some((place) => `${place}/`.includes(`${dataDir}/`));
		return isThere && findProcess(pid) !== undefined;
	} catch {
		return false; // ended while it was looked at, or somebody else's
	}
}
