// § 12(4): pages of the portal and of BIP that the server makes, and what programs of others take from them.
import { chromium, type Page } from '@playwright/test';
import { isAccessible } from './axe.ts';
import { expect, test, type City } from './city.ts';
import { LAUNCH } from './launch.ts';
import { unfold } from './steps.ts';

const KA = 'ZDIT-DZIURY';
const TITLE = 'Zgłaszanie ubytków w nawierzchni jezdni';

const textAt = async (city: City, at: string): Promise<string> =>
	(await city.product.fetch(at)).text();
/** A browser that never runs a script; closed with what it belongs to. */
async function scriptless(): Promise<Page> {
	const browser = await chromium.launch(LAUNCH);
	const context = await browser.newContext({ javaScriptEnabled: false });
	return context.newPage();
}

test('an article, its search and its form are reached without JavaScript', async ({ city }) => {
	const reader = await scriptless();
	await reader.goto(`${city.product.address}/baza-wiedzy/${KA.toLowerCase()}`);
	await expect(reader).toHaveURL(new RegExp(`/baza-wiedzy/${KA}$`, 'u'));
	await expect(reader.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
	await expect(reader.getByRole('navigation', { name: 'Na tej stronie' })).toBeVisible();
	await expect(reader.getByRole('heading', { name: 'Opłaty' })).toBeVisible();
	await expect(reader.getByRole('link', { name: 'Pokaż na mapie' })).toHaveAttribute(
		'href',
		/openstreetmap\.org\/search\?query=ul\.\+Piotrkowska\+173/u
	);
	await expect(reader.getByRole('link', { name: 'Zapytaj lub zgłoś' })).toHaveAttribute(
		'href',
		`/zgloszenie?ka=${KA}`
	);
	await reader.getByRole('contentinfo').getByRole('link', { name: 'BIP' }).click();
	await reader.getByLabel('Szukaj procedury').fill('dziura w drodze');
	await reader.getByRole('button', { name: 'Szukaj' }).click();
	await reader.getByRole('link', { name: TITLE }).click();
	await expect(reader.getByText('Podmiot udostępniający informację')).toBeVisible();
	await expect(reader.getByRole('cell', { name: 'Wersja 1' })).toBeVisible();
	await reader.goto(`${city.product.address}/bip?szukaj=qqqqqqqq`);
	await expect(reader.getByText('Nic nie znaleziono')).toBeVisible();
	await reader.context().browser()?.close();
});

test('axe finds nothing on the pages that the server makes, nor where nothing is', async ({
	city
}) => {
	const visitor = city.device('phone');
	await visitor.switchOn(`/baza-wiedzy/${KA}`);
	for (const at of [
		`/baza-wiedzy/${KA}`,
		`/bip/${KA}`,
		'/bip',
		'/bip?szukaj=dziura',
		'/bip/BRAK-1'
	]) {
		await visitor.open(at);
		await isAccessible(visitor.page);
		const width = await visitor.page.evaluate(() => document.documentElement.scrollWidth);
		expect(width, at).toBeLessThanOrEqual(390);
	}
});

test('programs find the same articles in every form, under addresses that answer', async ({
	city
}) => {
	const { articles } = JSON.parse(await textAt(city, '/bip/artykuly.json')) as {
		articles: { ka: string; address: string; fields: { title: string; authors: unknown[] } }[];
	};
	const own = articles.find(({ ka }) => ka === KA);
	expect(own?.fields.title).toBe(TITLE);
	expect(own?.fields.authors).not.toEqual([]);
	const [xml = '', atom, sitemap] = await Promise.all(
		['/bip/artykuly.xml', '/bip/zmiany.atom', '/sitemap.xml'].map((at) => textAt(city, at))
	);
	expect(xml.match(/<article>/gu)).toHaveLength(articles.length);
	expect(xml).toContain(`<title>${TITLE}</title>`);
	expect(atom).toContain('<feed xmlns="http://www.w3.org/2005/Atom"');
	expect(sitemap).toContain(`<loc>${city.product.address}/baza-wiedzy/${KA}</loc>`);
	expect(await textAt(city, '/robots.txt')).toContain(`${city.product.address}/sitemap.xml`);
	expect((await city.product.fetch(own?.address ?? '')).status).toBe(200);
	const data = JSON.parse(await textAt(city, `/bip/${KA}/dane.json`)) as { '@graph': object[] };
	expect(data['@graph']).toMatchObject([
		{ '@type': 'GovernmentService', name: TITLE },
		{ '@type': 'cpsv:PublicService', 'dct:identifier': KA }
	]);
	// The same stands in the page itself.
	const page = await textAt(city, `/baza-wiedzy/${KA}`);
	const script = /<script type="application\/ld\+json">(?<json>.*?)<\/script>/u.exec(page);
	expect(JSON.parse(script?.groups?.['json'] ?? '')).toEqual(data);
});

test('a withdrawn article says why, and points to what holds', async ({ city }) => {
	const editor = await city.at('desktop', 'editor');
	const [old, holds] = ['ZDIT-SPP-REKL', 'KA-01547'];
	await editor.open(`/redakcja/artykul/${old}`);
	await unfold(editor.page, /Wycofaj artykuł/u);
	await editor.page.getByRole('button', { name: 'Wycofaj artykuł' }).click();
	await expect(editor.page.getByText('Uzupełnij to pole.')).toBeVisible();
	await editor.page.getByLabel('Powód, który przeczytają mieszkańcy').fill('Połączono procedury.');
	await editor.page.getByLabel('Procedura, która go zastępuje').fill('KA-99999');
	await editor.page.getByRole('button', { name: 'Wycofaj artykuł' }).click();
	await expect(editor.page.getByText('Nie ma takiej obowiązującej procedury.')).toBeVisible();
	await editor.page.getByLabel('Procedura, która go zastępuje').fill(holds);
	await editor.page.getByRole('button', { name: 'Wycofaj artykuł' }).click();
	await expect(editor.page).toHaveURL(/\/redakcja\/baza-wiedzy$/u);

	expect((await city.product.fetch(`/baza-wiedzy/${old}`)).status).toBe(410);
	const visitor = city.device('desktop');
	await visitor.switchOn(`/baza-wiedzy/${old}`);
	await expect(visitor.page.getByText('Połączono procedury.')).toBeVisible();
	await visitor.page.getByRole('link', { name: /abonamentu parkingowego/u }).click();
	await expect(visitor.page.getByRole('heading', { level: 1 })).toContainText('abonamentu');
	expect(await textAt(city, '/bip/artykuly.json')).not.toContain(old);
});
