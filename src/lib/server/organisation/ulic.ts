/**
 * Reads ULIC, the catalogue of streets of the national register TERYT, as GUS gives it out: UTF-8,
 * semicolons, a header line (https://eteryt.stat.gov.pl, "Katalog ULIC").
 */
import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { nameFromUlic } from '#lib/domain/streets.ts';

const rowSchema = v.object({
	WOJ: v.string(),
	POW: v.string(),
	CECHA: v.string(),
	NAZWA_1: v.pipe(v.string(), v.nonEmpty()),
	NAZWA_2: v.string()
});

/** The voivodship and the county of the city of Łódź. */
const LODZ = { WOJ: '10', POW: '61' } as const;

/** It is no such file; the message says what is missing. */
export class NotUlic extends Error {}

/**
 * @returns the names of the streets of Łódź, each once: a street of several parts of the city has several rows
 * @throws NotUlic
 */
export function streetsFromUlic(text: string): readonly string[] {
	const parsed = v.safeParse(v.array(rowSchema), readRows(text));
	if (!parsed.success) {
		const [issue] = parsed.issues;
		const [row, column] = (issue.path ?? []).map(({ key }) => String(key));
		throw new NotUlic(`Row ${String(Number(row ?? 0) + 1)}: ${column ?? 'the row'} is missing.`);
	}
	const rows = parsed.output.filter(({ WOJ, POW }) => WOJ === LODZ.WOJ && POW === LODZ.POW);
	if (rows.length === 0) throw new NotUlic('It holds no street of Łódź (WOJ 10, POW 61).');
	return [...new Set(rows.map(nameFromUlic))];
}

function readRows(text: string): unknown {
	try {
		return parse(text, {
			...{ bom: true, columns: true, delimiter: ';' },
			...{ skip_empty_lines: true, relax_quotes: true }
		});
	} catch (cause) {
		throw new NotUlic('It is no list of rows with semicolons.', { cause });
	}
}
