import type { Reference } from '#lib/domain/ticket/context.ts';
import type { Command } from '#lib/sync/protocol.ts';
import type { RowDatabase } from './db/row-database.ts';
import { readOne } from './db/rows.ts';

/** Answers what commands look up, from the rows that this device holds. */
export async function referenceFor(
	rows: RowDatabase,
	entries: readonly { readonly command: Pick<Command, 'args'> }[]
): Promise<Reference> {
	const named = (field: string): string[] =>
		entries.map(({ command }) => command.args[field]).filter((id) => typeof id === 'string');
	const articles = await Promise.all(named('articleId').map((id) => readOne(rows, 'article', id)));
	const categories = await Promise.all(
		named('categoryId').map((id) => readOne(rows, 'category', id))
	);
	const units = await Promise.all(
		[...named('unitId'), ...named('cellId')].map((id) => readOne(rows, 'unit', id))
	);
	const people = await Promise.all(named('personId').map((id) => readOne(rows, 'person', id)));
	const tickets = await Promise.all(
		[...named('ticketId'), ...named('partOf')].map((id) => readOne(rows, 'ticket', id))
	);
	return {
		consultant: (id) => people.find((one) => one?.id === id && one.takesTickets) ?? null,
		performer: (id) => people.find((one) => one?.id === id && one.carriesOut) ?? null,
		article: (id) => {
			const view = articles.find((one) => one?.id === id);
			return view && 'unit' in view.fields
				? { unitId: view.fields.unit.id, cellId: view.fields.cell?.id ?? null }
				: null;
		},
		category: (id) => categories.find((one) => one?.id === id) ?? null,
		termsInForce: () => null,
		ticket: (id) => tickets.find((one) => one?.id === id) ?? 'unheld',
		unit: (id) => units.find((one) => one?.id === id) ?? null
	};
}
