// A device in somebody's hands: a browser with a profile of its own that outlives it, so that it can be
// switched off and on again, with and without a network.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium, expect, type BrowserContext, type Page } from '@playwright/test';
import { findProcess, hasEnded } from '../../src/cli/running-process.ts';
import { LAUNCH, launchWithBackground } from './launch.ts';

/** The sizes people hold, in CSS pixels. */
export const SIZES = {
	kiosk: { width: 1080, height: 1920 },
	tablet: { width: 1024, height: 768 },
	phone: { width: 390, height: 844 },
	desktop: { width: 1440, height: 900 }
} as const;
export type Kind = keyof typeof SIZES;

const TOUCHED: readonly Kind[] = ['kiosk', 'tablet', 'phone'];
const GONE_WITHIN_MS = 5000;
const STEP_MS = 30_000;

export type Start = {
	readonly offline?: boolean;
	/** Further words on Chromium's command line. */
	readonly args?: readonly string[];
	/** One tab is seen at a time; see launchWithBackground. */
	readonly background?: boolean;
};

export class Device {
	readonly kind: Kind;
	readonly #origin: string;
	readonly #profile = mkdtempSync(join(tmpdir(), 'lckm-device-'));
	#context: BrowserContext | null = null;
	#page: Page | null = null;
	/** It is not Playwright's, which would end it. */
	#isKilledAtTheEnd = false;
	/** What its pages reported as faults; a test ends by looking here. */
	readonly faults: string[] = [];

	constructor(kind: Kind, origin: string) {
		this.kind = kind;
		this.#origin = origin;
	}

	get page(): Page {
		if (!this.#page) throw new Error(`The ${this.kind} is switched off.`);
		return this.#page;
	}

	/** Starts the browser, from cold, and opens an address. */
	async switchOn(at: string, start: Start = {}): Promise<void> {
		const { offline = false, args = [], background = false } = start;
		this.#context = background
			? await launchWithBackground(this.#profile, SIZES[this.kind])
			: await chromium.launchPersistentContext(this.#profile, {
					...LAUNCH,
					args: [...LAUNCH.args, ...args],
					offline,
					viewport: SIZES[this.kind],
					hasTouch: TOUCHED.includes(this.kind),
					isMobile: this.kind === 'phone'
				});
		this.#isKilledAtTheEnd = background;
		// A step that cannot be taken names itself, long before the test runs out of time.
		this.#context.setDefaultTimeout(STEP_MS);
		this.#page = this.#context.pages()[0] ?? (await this.#context.newPage());
		this.#listen(this.#page);
		await this.open(at);
	}

	/** One more tab of the same browser. */
	async newTab(at: string): Promise<Page> {
		const tab = await this.page.context().newPage();
		this.#listen(tab);
		await tab.goto(new URL(at, this.#origin).href);
		return tab;
	}

	/** The battery falls out: every process of the browser is gone, nothing is put away. */
	async kill(): Promise<void> {
		const pids = this.#processes();
		for (const pid of pids) if (isGroupLeader(pid)) process.kill(-pid, 'SIGKILL');
		for (const pid of pids)
			if (!(await hasEnded(pid, GONE_WITHIN_MS))) throw new Error(`Chromium ${pid} lives on`);
		this.#context = null;
		this.#page = null;
	}

	/** Puts what lies on another device, which is switched off, on this one, which was never on. */
	copyFrom(other: Device): void {
		cpSync(other.#profile, this.#profile, { recursive: true });
	}

	async switchOff(): Promise<void> {
		if (this.#context && this.#isKilledAtTheEnd) await this.kill();
		await this.#context?.close();
		this.#context = null;
		this.#page = null;
	}

	async open(at: string): Promise<void> {
		await this.page.goto(new URL(at, this.#origin).href);
	}

	/** Files of the switched-off device in which one of these words stands, in either of a browser's scripts. */
	filesWith(words: readonly string[]): readonly string[] {
		if (this.#context) throw new Error(`The ${this.kind} is on, and still writes.`);
		const written = words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')]);
		return readdirSync(this.#profile, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name))
			.filter((file) => {
				const bytes = readFileSync(file);
				return written.some((word) => bytes.includes(word));
			});
	}

	async goOffline(isOffline: boolean): Promise<void> {
		await this.#context?.setOffline(isOffline);
	}

	/** From now on it starts without a network: the worker has what the build is made of. */
	async isInstalled(): Promise<void> {
		await this.page.waitForFunction(async () => {
			const { active } = await navigator.serviceWorker.ready;
			return active?.state === 'activated';
		});
	}

	/** Signs somebody in, wherever the page is. */
	async signIn(login: string, password: string): Promise<void> {
		await this.open('/logowanie');
		await this.page.getByLabel('Login', { exact: true }).fill(login);
		await this.page.getByLabel('Hasło', { exact: true }).fill(password);
		await this.page.getByRole('button', { name: 'Zaloguj' }).click();
		await expect(this.page.getByRole('button', { name: 'Wyloguj' })).toBeVisible();
	}

	/** Signs out, and waits until the device knows it: a page that is left sooner may not have kept it. */
	async signOut(): Promise<void> {
		await this.page.getByRole('button', { name: 'Wyloguj' }).click();
		await expect(this.page.getByLabel('Hasło', { exact: true })).toBeVisible();
	}

	async remove(): Promise<void> {
		await this.switchOff();
		rmSync(this.#profile, { recursive: true, force: true, maxRetries: 3 });
	}

	#listen(page: Page): void {
		page.on('pageerror', (fault) =>
			this.faults.push(fault.stack || `${fault.name}: ${fault.message}`)
		);
	}

	#processes(): readonly number[] {
		return readdirSync('/proc')
			.map(Number)
			.filter((pid) => findProcess(pid)?.command.includes(this.#profile));
	}
}

/** The fifth field, after the name in brackets: the group it belongs to. */
function isGroupLeader(pid: number): boolean {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) === pid;
}
