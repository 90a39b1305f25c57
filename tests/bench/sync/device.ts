// A browser that was never used before, and is thrown away after: a real Chromium with a profile of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { LAUNCH } from '../../e2e/launch.ts';

const ARGUMENTS = ['--enable-precise-memory-info', '--js-flags=--expose-gc'];
/** A browser that has just started is still busy with itself. */
const QUIET_MS = 1000;

export type DeviceOptions = {
	/** A page of the contender's origin with nothing in it. */
	readonly address: string;
	/** What puts the contender on the page. */
	readonly script: string;
	readonly cookies: ReadonlyMap<string, string>;
};

export class Device {
	readonly page: Page;
	readonly #context: BrowserContext;
	readonly #profile: string;
	readonly #options: DeviceOptions;
	#bytes = 0;

	private constructor(context: BrowserContext, page: Page, options: OwnOptions) {
		this.page = page;
		this.#context = context;
		this.#options = options;
		this.#profile = options.profile;
	}

	static async start(options: DeviceOptions): Promise<Device> {
		const profile = mkdtempSync(join(tmpdir(), 'lckm-bench-'));
		let context: BrowserContext | undefined;
		try {
			context = await chromium.launchPersistentContext(profile, {
				...LAUNCH,
				args: [...LAUNCH.args, ...ARGUMENTS],
				// Whoever breaks the run off finds nothing left: run.ts sees to that.
				handleSIGINT: false,
				handleSIGTERM: false,
				handleSIGHUP: false
			});
			const { origin } = new URL(options.address);
			const cookies = [...options.cookies].map(([name, value]) => ({ name, value, url: origin }));
			await context.addCookies(cookies);
			const page = context.pages()[0] ?? (await context.newPage());
			const device = new Device(context, page, { ...options, profile });
			await device.#countBytes(await context.newCDPSession(page));
			await page.goto(options.address);
			await device.#putContender();
			return device;
		} catch (fault) {
			await context?.close();
			rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
			throw fault;
		}
	}

	/** What came over the wire since the last time this was asked. */
	takeBytes(): number {
		const bytes = this.#bytes;
		this.#bytes = 0;
		return bytes;
	}

	async reload(): Promise<void> {
		await this.page.reload();
		await this.#putContender();
	}

	async run(script: string): Promise<void> {
		// Through the debugger and not as a script of the page: no policy of the page stands against it.
		await this.page.evaluate(script);
	}

	async remove(): Promise<void> {
		await this.#context.close();
		rmSync(this.#profile, { recursive: true, force: true, maxRetries: 3 });
	}

	async #putContender(): Promise<void> {
		await this.run(this.#options.script);
		await this.page.waitForTimeout(QUIET_MS);
		this.takeBytes();
	}

	async #countBytes(session: CDPSession): Promise<void> {
		session.on('Network.loadingFinished', ({ encodedDataLength }) => {
			this.#bytes += encodedDataLength;
		});
		session.on('Network.webSocketFrameReceived', ({ response }) => {
			this.#bytes += Buffer.byteLength(response.payloadData);
		});
		await session.send('Network.enable');
	}
}

type OwnOptions = DeviceOptions & { readonly profile: string };
