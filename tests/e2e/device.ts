// A device in somebody's hands: a browser with a profile of its own that outlives it, so that it can be
// switched off and on again, with and without a network.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type BrowserContext, type Page } from '@playwright/test';
import { LAUNCH } from './launch.ts';

/** The sizes people hold, in CSS pixels. */
export const SIZES = {
	kiosk: { width: 1080, height: 1920 },
	tablet: { width: 1024, height: 768 },
	phone: { width: 390, height: 844 },
	desktop: { width: 1440, height: 900 }
} as const;
export type Kind = keyof typeof SIZES;

const TOUCHED: readonly Kind[] = ['kiosk', 'tablet', 'phone'];

export class Device {
	readonly kind: Kind;
	readonly #origin: string;
	readonly #profile = mkdtempSync(join(tmpdir(), 'lckm-device-'));
	#context: BrowserContext | null = null;
	#page: Page | null = null;
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
	async switchOn(at: string, { offline = false }: { offline?: boolean } = {}): Promise<void> {
		this.#context = await chromium.launchPersistentContext(this.#profile, {
			...LAUNCH,
			offline,
			viewport: SIZES[this.kind],
			hasTouch: TOUCHED.includes(this.kind),
			isMobile: this.kind === 'phone'
		});
		this.#page = this.#context.pages()[0] ?? (await this.#context.newPage());
		this.#page.on('pageerror', (fault) => this.faults.push(fault.stack ?? fault.message));
		await this.open(at);
	}

	async switchOff(): Promise<void> {
		await this.#context?.close();
		this.#context = null;
		this.#page = null;
	}

	async open(at: string): Promise<void> {
		await this.page.goto(new URL(at, this.#origin).href);
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

	async remove(): Promise<void> {
		await this.switchOff();
		rmSync(this.#profile, { recursive: true, force: true, maxRetries: 3 });
	}
}
