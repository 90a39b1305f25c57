/** What an operator takes over into a running product. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdf } from '../support/documents.ts';
import { startProduct, type Product } from '../support/product.ts';
import { Visitor } from './visitor.ts';

let product: Product;

beforeAll(async () => {
	product = await startProduct();
});
afterAll(() => product.remove());

describe('lckm streets import', () => {
	const HEADER = 'WOJ;POW;GMI;RODZ_GMI;SYM;SYM_UL;CECHA;NAZWA_1;NAZWA_2;STAN_NA';
	const streets = () => new Visitor(product).api.city.facts.query({ known: null });
	const importing = (text: string) => {
		const file = join(product.dataDir, 'ULIC.csv');
		writeFileSync(file, text);
		return product.lckm('streets', 'import', file);
	};

	it('puts the streets of the register in place of those there are, and refuses what is none', async () => {
		const before = await streets();
		expect(before?.streets).toContain('ul. Piotrkowska');
		const refused = await importing('a;b\n1;2\n');
		expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
		expect(refused.stderr).toContain('is not ULIC. Row 1: WOJ is missing.');
		expect(await streets()).toEqual(before);
		const done = await importing(`${HEADER}\n10;61;02;9;0957650;08954;al.;Nowa;Długa;2026-01-01\n`);
		expect(done).toEqual({ exitCode: 0, stdout: '1 streets\n', stderr: '' });
		expect(await streets()).toMatchObject({ streets: ['al. Długa Nowa'] });
	});
});

describe('lckm kb import', () => {
	const ROW = {
		ka: 'KA-99001',
		title: 'Wypożyczenie leżaka miejskiego',
		unit: 'Urząd Miasta Łodzi',
		cell: 'Wydział Spraw Obywatelskich i Komunikacji',
		categories: ['prawo jazdy'],
		keywords: ['leżak'],
		steps: ['Złóż wniosek'],
		deadline: 'do 3 dni roboczych',
		place: '91-433 Łódź, ul. Smugowa 26a',
		fees: { stamp: 'brak', other: 'brak' },
		documents: { submission: ['wniosek'], inspection: [] }
	};
	const ROW_2 = { ...ROW, ka: 'KA-99002' };
	const file = (...rows: readonly unknown[]): string => {
		const path = join(product.dataDir, 'procedures.jsonl');
		const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
		writeFileSync(path, lines.join('\n'));
		return path;
	};
	const importing = (...rows: readonly unknown[]) => product.lckm('kb', 'import', file(...rows));
	const moved = async (visitor: Visitor): Promise<number> =>
		((await visitor.versions()) as Record<string, number>)['kb:public'] ?? 0;

	it('takes procedures over, to every device, and the same ones again change nothing', async () => {
		const resident = new Visitor(product);
		const before = await moved(resident);
		const added = await importing(ROW, ROW_2);
		expect(added).toEqual({
			exitCode: 0,
			stdout: '2 added, 0 changed, 0 unchanged, 0 refused\n',
			stderr: ''
		});
		expect(await moved(resident)).toBe(before + 1);
		const again = await importing(ROW, ROW_2);
		expect(again.stdout).toBe('0 added, 0 changed, 2 unchanged, 0 refused\n');
		expect(await moved(resident)).toBe(before + 1);
		const changed = await importing({ ...ROW, title: 'Zwrot leżaka miejskiego' }, ROW_2);
		expect(changed.stdout).toBe('0 added, 1 changed, 1 unchanged, 0 refused\n');
		expect(await moved(resident)).toBe(before + 2);
	});

	it('refuses a row with a fault whole, names the fault, and takes the others', async () => {
		const faulty = { ...ROW, keywords: [] };
		const { exitCode, stdout, stderr } = await importing(
			...[faulty, '{"ka": "KA-99003"', { ...ROW, ka: 'KA-99004' }]
		);
		expect([exitCode, stderr]).toEqual([1, '']);
		expect(stdout.split('\n').map((line) => line.replaceAll(/ {2,}/gu, ' | '))).toEqual([
			'line | number | field | reason',
			'1 | KA-99001 | fields.keywords | has no keyword (field 7)',
			'2 | – | – | is not JSON',
			'1 added, 0 changed, 0 unchanged, 2 refused',
			''
		]);
		const after = await importing({ ...ROW, title: 'Zwrot leżaka miejskiego' });
		expect(after.stdout).toBe('0 added, 0 changed, 1 unchanged, 0 refused\n');
	});

	it('tells programs the same as JSON', async () => {
		const path = file({ ...ROW, ka: 'KA-99005', unit: 'Zarząd Księżyca' });
		const { exitCode, stdout } = await product.lckm('kb', 'import', path, '--json');
		expect(exitCode).toBe(1);
		expect(JSON.parse(stdout)).toMatchObject({
			refused: 1,
			faults: [{ line: 1, ka: 'KA-99005', code: 'unitUnknown' }]
		});
	});

	it('says which file it cannot read', async () => {
		const missing = join(product.dataDir, 'missing.jsonl');
		const { exitCode, stderr } = await product.lckm('kb', 'import', missing);
		expect(exitCode).toBe(2);
		expect(stderr).toContain(`Cannot read ${missing}: `);
	});
});

describe('lckm kb export', () => {
	it('writes what an import takes: the same again changes nothing, and a fault is told at its field', async () => {
		const path = join(product.dataDir, 'export.jsonl');
		const done = await product.lckm('kb', 'export', path);
		expect(done).toMatchObject({ exitCode: 0, stderr: '' });
		const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
		expect(done.stdout).toBe(`${lines.length} articles\n`);
		const again = await product.lckm('kb', 'import', path);
		expect(again.stdout).toBe(`0 added, 0 changed, ${lines.length} unchanged, 0 refused\n`);
		// Without a file it goes to whatever reads it.
		expect((await product.lckm('kb', 'export')).stdout.trimEnd().split('\n')).toEqual(lines);

		const [first = ''] = lines;
		const article = JSON.parse(first) as { ka: string; fields: Record<string, unknown> };
		const changed = { ...article, fields: { ...article.fields, title: 'Inny tytuł' } };
		const faulty = { ...article, ka: 'KA-99099', fields: { ...article.fields, keywords: [] } };
		writeFileSync(path, [changed, faulty].map((one) => JSON.stringify(one)).join('\n'));
		const { exitCode, stdout } = await product.lckm('kb', 'import', path, '--json');
		expect(exitCode).toBe(1);
		expect(JSON.parse(stdout)).toEqual({
			...{ added: 0, changed: 1, unchanged: 0, refused: 1 },
			files: { brought: 0, refused: [] },
			faults: [{ line: 2, ka: 'KA-99099', path: 'fields.keywords', code: 'keywordMissing' }]
		});
		writeFileSync(path, first);
		expect((await product.lckm('kb', 'import', path)).stdout).toContain('1 changed');

		// Whatever a file says, no article takes the place of another one.
		const [, second = ''] = lines;
		const { id } = JSON.parse(second) as { id: string };
		const twins = ['KA-99098', 'KA-99097'].map((ka) => JSON.stringify({ ...article, ka, id }));
		writeFileSync(path, twins.join('\n'));
		expect((await product.lckm('kb', 'import', path)).stdout).toContain('2 added, 0 changed');
		const after = (await product.lckm('kb', 'export')).stdout.trimEnd().split('\n');
		expect(after).toEqual(expect.arrayContaining(lines));
		expect(after).toHaveLength(lines.length + 2);
	});

	it('takes the files of documents along in a folder, and no article without its files', async () => {
		const folder = join(product.dataDir, 'files-of-export');
		const path = join(product.dataDir, 'with-files.jsonl');
		const done = await product.lckm('kb', 'export', path, '--files', folder);
		expect(done.stdout).toMatch(/^\d+ articles, 3 files\n$/u);
		const names = readdirSync(folder).toSorted();
		expect(names.map((name) => extname(name)).toSorted()).toEqual(['.odt', '.pdf', '.pdf']);
		for (const name of names) {
			const hash = createHash('sha256')
				.update(readFileSync(join(folder, name)))
				.digest('hex');
			expect(name.startsWith(hash)).toBe(true);
		}
		// The same article with another file, which lies in a folder beside what is no document.
		const bytes = pdf({ title: 'Nowy wzór', author: 'ZDiT' });
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const articles = readFileSync(path, 'utf8').trimEnd().split('\n');
		const article = articles.find((one) => one.includes('"ka":"ZDIT-INFRA"')) ?? '';
		const [, former = '', size = ''] = /"bytes":(\d+),"sha256":"([\da-f]+)"/u.exec(article) ?? [];
		const changed = article
			.replace(size, sha256)
			.replace(`"bytes":${former}`, `"bytes":${bytes.length}`);
		expect(changed).toContain(sha256);
		writeFileSync(path, changed);
		const without = await product.lckm('kb', 'import', path, '--json');
		expect(JSON.parse(without.stdout)).toMatchObject({
			refused: 1,
			faults: [
				{ ka: 'ZDIT-INFRA', path: 'fields.documents.forSubmission.0.files.0', code: 'fileMissing' }
			]
		});
		const more = join(product.dataDir, 'more-files');
		mkdirSync(more);
		writeFileSync(join(more, 'nowy wzór.pdf'), bytes);
		writeFileSync(join(more, 'notatki.txt'), 'to nie jest dokument');
		const taken = await product.lckm('kb', 'import', path, '--files', more);
		expect(taken.stdout).toBe(
			'notatki.txt is neither PDF nor ODT nor DOCX\n1 files\n0 added, 1 changed, 0 unchanged, 0 refused\n'
		);
		expect(taken.exitCode).toBe(1);
		const served = await product.fetch(`/api/documents/${sha256}`);
		expect(Buffer.from(await served.arrayBuffer())).toEqual(Buffer.from(bytes));
		expect((await product.lckm('kb', 'import', path, '--files', join(more, 'none'))).exitCode).toBe(
			2
		);
	});
});
