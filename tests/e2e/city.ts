// The product with the demonstration city, and its people at their devices.
import { test as base } from '@playwright/test';
import { DEMONSTRATION_PASSWORD } from '../../src/lib/server/seed/demonstration.ts';
import { Mailbox } from '../support/mailbox.ts';
import { startProduct, type Product } from '../support/product.ts';
import { Device, type Kind, type Start } from './device.ts';

/** Invented people, by what they do in these tests. */
export const PEOPLE = {
	administrator: 'urszula.urban',
	/** Of the section that receives what comes from the hall and the points, § 5(2). */
	consultant: 'ewa.dobosz',
	/** Of the same section. */
	otherConsultant: 'marcin.falkowski',
	/** Of the section that chats come to, § 5(1). */
	chatConsultant: 'agnieszka.bielska',
	otherChatConsultant: 'tomasz.czapla',
	supervisor: 'piotr.iwanski',
	clerk: 'joanna.jarosz',
	otherClerk: 'krystyna.kalina',
	fieldWorker: 'adam.zarzycki',
	/** Of the same unit, in the office. */
	officeWorker: 'cezary.wolny',
	/** The head of that unit. */
	unitHead: 'danuta.szulc',
	/** Of a unit that is not in the system yet. */
	newHead: 'kinga.ziemba',
	/** Of the municipal police. */
	guard: 'emil.rogala',
	plenipotentiary: 'renata.rawska',
	/** Of the Knowledge Base, in WZKM. */
	editor: 'monika.madej',
	director: 'pawel.pilarz'
} as const;

/** Of the telephone exchange that sends recordings. */
export const EXCHANGE_SECRET = 'centrala-'.repeat(4);
/** Consultants answer in the chat at whatever hour the tests run, and an exchange is connected. */
export const CITY_SETTINGS = { CHAT_HOURS: '1-8 00:00-24:00', EXCHANGE_SECRET } as const;

export class City {
	readonly product: Product;
	readonly #devices: Device[] = [];

	constructor(product: Product) {
		this.product = product;
	}

	device(kind: Kind): Device {
		const device = new Device(kind, this.product.address);
		this.#devices.push(device);
		return device;
	}

	/** A device that somebody has signed in at, and that starts without a network from now on. */
	async at(kind: Kind, who: keyof typeof PEOPLE, start: Start = {}): Promise<Device> {
		const device = this.device(kind);
		await device.switchOn('/logowanie', start);
		await device.signIn(PEOPLE[who], DEMONSTRATION_PASSWORD);
		await device.isInstalled();
		return device;
	}

	get faults(): readonly string[] {
		return this.#devices.flatMap(({ kind, faults }) => faults.map((one) => `${kind}: ${one}`));
	}

	async close(): Promise<void> {
		for (const device of this.#devices) await device.remove();
	}
}

type Fixtures = { readonly city: City };
type WorkerFixtures = { readonly mailbox: Mailbox; readonly product: Product };

/** A test with a city of its own devices; the product is shared, as starting it takes seconds. */
export const test = base.extend<Fixtures, WorkerFixtures>({
	mailbox: [
		// Playwright reads from the first parameter what a fixture needs.
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const mailbox = new Mailbox();
			await mailbox.listen();
			await use(mailbox);
			await mailbox.close();
		},
		{ scope: 'worker' }
	],
	product: [
		async ({ mailbox }, use) => {
			const mail = { SMTP_URL: mailbox.url, MAIL_FROM: 'ŁCKzM <lckm@example.org>' };
			const product = await startProduct({ env: { ...CITY_SETTINGS, ...mail } });
			await use(product);
			await product.remove();
		},
		{ scope: 'worker', timeout: 120_000 }
	],
	city: async ({ product }, use, info) => {
		const city = new City(product);
		await use(city);
		const { faults } = city;
		if (info.status !== info.expectedStatus) console.log(product.program.stderr);
		await city.close();
		if (faults.length > 0) throw new Error(`Pages reported faults:\n${faults.join('\n')}`);
	}
});
export { expect } from '@playwright/test';
