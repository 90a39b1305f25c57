import { statSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import type { Command } from 'commander';
import * as v from 'valibot';
import { civilDayOf } from '#lib/domain/calendar.ts';
import {
	importArticles,
	type ImportFault,
	type ImportReport
} from '#lib/server/articles/article-import.ts';
import type { FileRefusal } from '#lib/domain/article/document-file.ts';
import { toExchange } from '#lib/domain/article/exchange.ts';
import { readArticles } from '#lib/server/articles/article-export.ts';
import {
	bringFolder,
	writeFolder,
	type FolderReport
} from '#lib/server/documents/file-exchange.ts';
import FORMER_NAMES from '#lib/server/articles/former-names.json' with { type: 'json' };
import { withTables } from '../command-database.ts';
import { describeFailure } from '../failure.ts';
import { readText } from '../read-text.ts';
import { filesDirOf } from '../settings.ts';
import { table } from '../table.ts';
import { WrongUsage } from '../usage.ts';

export function addArticleCommands(program: Command): void {
	const kb = program.command('kb').description('The Knowledge Base.');
	kb.command('import')
		.description(
			'Take over a list of procedures or an export, one JSON object a line. Articles are known by their KA ' +
				'number; a row comes in whole or is refused with every fault named.'
		)
		.argument('<file>', 'a .jsonl file')
		.option('--former-names <file>', 'JSON: names of units and cells then → their names now')
		.option('--files <folder>', 'files of documents that the articles name, under whatever names')
		.option('--json', 'print the report as JSON')
		.action(importFile);
	kb.command('export')
		.description(
			'Write all articles, one JSON object a line (docs/knowledge-base-format.md); `kb import` takes them.'
		)
		.argument('[file]', 'where to; the standard output where it is left out')
		.option('--files <folder>', 'write the files of documents there as well')
		.action(exportFile);
}

async function exportFile(file: string | undefined, { files }: { files?: string }): Promise<void> {
	const { lines, written } = await withTables(async ({ db, dataDir }) => {
		const articles = await readArticles(db);
		const services = { db, filesDir: filesDirOf(dataDir) };
		const count = files === undefined ? 0 : await writeFolder(services, articles, files);
		return { lines: articles.map(toExchange), written: count };
	});
	const text = lines.map((line) => `${line}\n`).join('');
	if (file === undefined) process.stdout.write(text);
	else {
		writeText(file, text);
		console.log(`${lines.length} articles${files === undefined ? '' : `, ${written} files`}`);
	}
}

function writeText(file: string, text: string): void {
	try {
		writeFileSync(file, text);
	} catch (failure) {
		throw new WrongUsage(`Cannot write ${file}: ${describeFailure(failure)}`);
	}
}

type ImportFileOptions = { formerNames?: string; files?: string; json?: true };

async function importFile(
	file: string,
	{ formerNames, files, json }: ImportFileOptions
): Promise<void> {
	const lines = readText(file).split('\n');
	const options = {
		today: civilDayOf(new Date()),
		formerNames: { ...FORMER_NAMES, ...(formerNames === undefined ? {} : readNames(formerNames)) }
	};
	const report = await withTables(async ({ db, dataDir }) => {
		const services = { db, filesDir: filesDirOf(dataDir) };
		const folder = files === undefined ? NO_FOLDER : await bringFolder(services, readFolder(files));
		return { ...(await importArticles(db, lines, options)), files: folder };
	});
	console.log(json ? JSON.stringify(report) : describe(report));
	if (report.refused > 0 || report.files.refused.length > 0) process.exitCode = 1;
}

const NO_FOLDER: FolderReport = { brought: 0, refused: [] };

function readFolder(path: string): string {
	if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
		throw new WrongUsage(`${path} is no folder.`);
	return path;
}

const FILE_REASONS: Readonly<Record<FileRefusal, string>> = {
	otherKind: 'is neither PDF nor ODT nor DOCX',
	unreadable: 'cannot be read',
	locked: 'asks for a password',
	program: 'carries macros'
};

type Report = ImportReport & { readonly files: FolderReport };

function describe({ added, changed, unchanged, refused, faults, files }: Report): string {
	const rows = faults.map(({ line, ka, path, code }) => [
		String(line),
		ka ?? '–',
		path === '' ? '–' : path,
		REASONS[code]
	]);
	const { brought } = files;
	return [
		...files.refused.map(({ name, refusal }) => `${name} ${FILE_REASONS[refusal]}`),
		...(brought > 0 ? [`${brought} files`] : []),
		...(rows.length > 0 ? table([['line', 'number', 'field', 'reason'], ...rows]) : []),
		`${added} added, ${changed} changed, ${unchanged} unchanged, ${refused} refused`
	].join('\n');
}

const REASONS: Readonly<Record<ImportFault['code'], string>> = {
	notJson: 'is not JSON',
	kaRepeated: 'was in the file before',
	malformed: 'is missing or not of the expected form',
	textMissing: 'is empty',
	textTooLong: 'is too long',
	yesOrNo: 'is neither true nor false',
	dateMalformed: 'is no day as YYYY-MM-DD',
	validityReversed: 'ends before it begins',
	kaMalformed: 'is no KA number',
	relatedToItself: 'names itself as related',
	keywordMissing: 'has no keyword (field 7)',
	categoryMissing: 'has no category (field 8)',
	lawInHandling: 'cites the law, which belongs to field 16',
	deadlineMissing: 'says nothing of the time',
	placeMissing: 'says nothing of the place',
	feeMissing: 'is empty; "brak" where there is no fee',
	accountMalformed: 'is no bank account number',
	documentsNotGrouped: 'is not grouped into forInspection and forSubmission',
	documentNotPdf: 'is no PDF (§ 12(3))',
	fileMissing: 'names a file that is not here (--files)',
	addressNotHttps: 'is no https address',
	exactlyOnePerson: 'is not exactly one person',
	personMissing: 'names nobody, and nobody works there yet',
	tooManyRealizators: 'names more than fifty people',
	unitMissing: 'names no unit',
	unitUnknown: 'is no unit of this city',
	cellUnknown: 'is no cell of that unit'
};

function readNames(file: string): Record<string, string> {
	const schema = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()));
	const parsed = v.safeParse(schema, readText(file));
	if (!parsed.success) throw new WrongUsage(`${file} is not a JSON object of names.`);
	return parsed.output;
}
