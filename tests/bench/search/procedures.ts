/** A list of procedures as articles, by the way they are imported, and as the portal shows them. */
import { importRow, type ImportContext } from '../../../src/lib/domain/article/import-row.ts';
import { projectArticle } from '../../../src/lib/domain/article/visibility.ts';
import type { Searchable } from '../../../src/lib/domain/article/search-text.ts';
import type { Unit } from '../../../src/lib/domain/org/units.ts';
import { uuid } from '../../support/tickets.ts';

type Row = { readonly ka: string; readonly unit: string; readonly cell?: string | null };

export type Imported = {
	readonly views: readonly (Searchable & { readonly ka: string })[];
	/** Rows that the import refuses, with the first fault of each. */
	readonly refused: readonly string[];
};

const PERSON = { id: null, name: 'Wydział' };
const PEOPLE = { owner: PERSON, coordinator: PERSON, authors: [PERSON], realizators: [PERSON] };

/** @param withKeywords fields 7 are there; else nothing is found by them */
export function importProcedures(
	lines: readonly string[],
	{ withKeywords }: { readonly withKeywords: boolean }
): Imported {
	const rows = lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Row);
	const units = unitsOf(rows);
	const views: Imported['views'][number][] = [];
	const refused: string[] = [];
	rows.forEach((row, index) => {
		const imported = importRow(row, contextFor(index, units));
		if (imported.ok) {
			// What is internal only staff can look for.
			const view =
				projectArticle(imported.value, 'portal') ?? projectArticle(imported.value, 'staff');
			if (!view) return;
			const fields = withKeywords ? view.fields : { ...view.fields, keywords: [] };
			views.push({ ...view, fields });
		} else {
			const [fault] = imported.error;
			refused.push(`${row.ka}: ${fault?.path ?? ''} ${fault?.code ?? ''}`);
		}
	});
	return { views, refused };
}

const contextFor = (index: number, units: readonly Unit[]): ImportContext => ({
	...{ id: uuid(index + 1), units, formerNames: {}, validFrom: '2026-01-01' },
	...{ people: PEOPLE, demonstration: [] }
});

/** Whose articles they are matters to routing, and not to what is found: every name is somebody here. */
function unitsOf(rows: readonly Row[]): readonly Unit[] {
	const units = new Map<string, Unit>();
	const add = (key: string, name: string, parentId: string | null): Unit => {
		const known = units.get(key);
		if (known) return known;
		const id = uuid(0x10_0000 + units.size);
		const kind = parentId === null ? 'unit' : 'cell';
		const made: Unit = {
			id,
			code: `J${units.size}`,
			name,
			shortName: name,
			kind,
			parentId,
			active: true
		};
		units.set(key, made);
		return made;
	};
	for (const { unit, cell } of rows) {
		const home = add(unit, unit, null);
		const [first] = (cell ?? '').split(/\s+[–-]\s+/u);
		if (first) add(`${unit}\n${first}`, first, home.id);
	}
	return [...units.values()];
}
