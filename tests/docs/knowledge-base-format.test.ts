/** docs/knowledge-base-format.md is what the table of fields says: `vitest run --project unit tests/docs -u` writes it anew. */
import { expect, test } from 'vitest';
import {
	ANNEX_FIELDS,
	EXTRA_FIELDS,
	type Cardinality,
	type FieldKind
} from '#lib/domain/article/fields.ts';
import { EXCHANGE_FORM } from '#lib/domain/article/exchange.ts';
import {
	ACT_KINDS,
	DOCUMENT_KINDS,
	FACT_ANSWERS,
	FACTS,
	TIME_UNITS
} from '#lib/domain/article/values.ts';
import * as messages from '#lib/paraglide/messages.js';

const quoted = (some: readonly string[]): string => some.map((one) => `"${one}"`).join(' \\| ');

const FORMS: Readonly<Record<FieldKind, string>> = {
	line: 'text of one line',
	text: 'text; a line break is a paragraph',
	flag: 'true or false',
	date: 'day, YYYY-MM-DD',
	ka: 'KA number',
	deadline: `{ atMost: { count, unit: ${quoted(TIME_UNITS)} } or null, note or null }`,
	place: '{ address or null, innerCell or null }',
	fees: '{ stamp, other, stampAccount or null, otherAccount or null }; "brak" where nothing is paid',
	documents: `{ forInspection, forSubmission }, each a list of { name, kind: ${quoted(DOCUMENT_KINDS)}, formAddress or null, files: [{ sha256, name, type, bytes, isExample }] }`,
	act: `{ kind: ${quoted(ACT_KINDS)}, title, publication or null }`,
	person: '{ id or null, name }',
	unit: '{ id, name }',
	step: '{ title, how or null }',
	facts: `{ ${FACTS.join(', ')} }, each ${quoted(FACT_ANSWERS)}`
};
const VALUES: Readonly<Record<Cardinality, string>> = {
	one: 'one',
	optional: 'one, or null',
	some: 'a list, one at least',
	any: 'a list'
};

const labelOf = (key: string): string => {
	const label = (messages as unknown as Record<string, (() => string) | undefined>)[
		`article_field_${key}_label`
	];
	if (!label) throw new Error(`The field ${key} has no label`);
	return label();
};

test('docs/knowledge-base-format.md says what the table of fields says', async () => {
	const annex = ANNEX_FIELDS.map(
		({ no, key, kind, cardinality }) =>
			`| ${no} | \`${key}\` | ${labelOf(key)} | ${VALUES[cardinality]} | ${FORMS[kind]} |`
	);
	const extras = EXTRA_FIELDS.filter(({ key }) => key !== 'ka').map(
		({ key, kind, cardinality }) => `| \`${key}\` | ${VALUES[cardinality]} | ${FORMS[kind]} |`
	);
	const text = `# Articles of the Knowledge Base as a file

Made from the table of fields (\`src/lib/domain/article/fields.ts\`); \`vitest run --project unit tests/docs -u\` writes it
anew.

\`lckm kb export\` writes one article a line (JSON Lines, UTF-8), \`lckm kb import\` takes them:

\`\`\`json
{"form":"${EXCHANGE_FORM}","id":"…","ka":"KA-01165","fields":{…},"extras":{…},"demonstration":[],"source":null}
\`\`\`

An article is known by its \`ka\`: the same file twice changes nothing, and a row comes in whole or is refused with every
fault named by its field. Units and cells are found by their ids or, from another installation, by their names; people
without an account are kept as names. \`demonstration\` names the fields whose content was made up, \`source\` is where the
content was taken from. Files of documents are named by
their hash; \`--files FOLDER\` writes and takes them beside it.

| no. | field | Annex 2 | values | form |
| --- | ----- | ------- | ------ | ---- |
${annex.join('\n')}

Beside the annex, under \`extras\`:

| field | values | form |
| ----- | ------ | ---- |
${extras.join('\n')}
`;
	await expect(text).toMatchFileSnapshot('../../docs/knowledge-base-format.md');
});
