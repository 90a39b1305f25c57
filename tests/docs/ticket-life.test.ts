/** docs/ticket-life.md is what the rules say: `vitest run --project unit tests/docs -u` writes it anew. */
import { expect, test } from 'vitest';
import { POLICY } from '#lib/domain/org/policy.ts';
import { isCommandName, type CommandName } from '#lib/domain/ticket/arguments.ts';
import { COMMANDS } from '#lib/domain/ticket/commands.ts';
import { decide } from '#lib/domain/ticket/decide.ts';
import { evolveAll } from '#lib/domain/ticket/evolve.ts';
import { KINDS, STATUSES, type Status } from '#lib/domain/ticket/vocabulary.ts';
import {
	ARTICLE,
	CONSULTANT,
	contextFor,
	RIGHT_ARGUMENTS,
	SUPERVISOR,
	RESIDENT,
	ticketIn,
	UNIT_HEAD,
	WORKER
} from '../support/tickets.ts';

const NAMES = Object.keys(COMMANDS).filter(isCommandName);

/** Where an act leads that somebody does who may, on either kind of ticket, as the rules themselves say it. */
function leadsTo(name: CommandName, from: Status): readonly Status[] {
	const reached = KINDS.flatMap((kind) => {
		const ticket = ticketIn(from, { kind, articleId: ARTICLE });
		const taken = name === 'ticket.endFax' ? { ...ticket, channel: 'fax' as const } : ticket;
		return [CONSULTANT, WORKER, UNIT_HEAD, SUPERVISOR, RESIDENT].flatMap((actor) => {
			const decided = decide(taken, { name, args: RIGHT_ARGUMENTS[name] }, contextFor(actor));
			return (decided.ok ? evolveAll(taken, decided.value)?.status : undefined) ?? [];
		});
	});
	return [...new Set(reached)];
}

const bare = (name: CommandName): string => name.replace('ticket.', '');

function diagram(): string {
	const arrows = NAMES.flatMap((name) => {
		const { from } = COMMANDS[name];
		if (from === 'nothing') return [`    [*] --> registered: ${bare(name)}`];
		return STATUSES.filter((status) => from.includes(status)).flatMap((status) => {
			const others = leadsTo(name, status).filter((to) => to !== status);
			return others.map((to) => `    ${status} --> ${to}: ${bare(name)}`);
		});
	});
	return ['```mermaid', 'stateDiagram-v2', ...arrows, '    ended --> [*]', '```'].join('\n');
}

function row(name: CommandName): string {
	const command = COMMANDS[name];
	const who = POLICY[name].map(({ who: people, to }) => `${people.join(', ')} (${to})`).join('; ');
	const from = command.from === 'nothing' ? '–' : command.from.join(', ');
	const late = command.from === 'nothing' ? '' : (command.late ?? []).join(', ');
	return `| ${bare(name)} | ${command.source} | ${who} | ${from} | ${late} |`;
}

test('docs/ticket-life.md says what the rules say', async () => {
	const text = `# The life of a ticket

Made from the table of acts (\`src/lib/domain/ticket/commands.ts\`) and the policy
(\`src/lib/domain/org/policy.ts\`); \`vitest run --project unit tests/docs -u\` writes it anew.

${diagram()}

| act | source | who (standing) | from | accepted late |
| --- | ------ | -------------- | ---- | ------------- |
${NAMES.map(row).join('\n')}
`;
	await expect(text).toMatchFileSnapshot('../../docs/ticket-life.md');
});
