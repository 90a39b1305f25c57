/** How the short texts of an imported row become the values of fields. What cannot be read stays a note. */
import { fold } from '../fold.ts';
import {
	NO_FEE,
	type Act,
	type ActKind,
	type Deadline,
	type FactAnswer,
	type Facts,
	type RequiredDocument,
	type TimeUnit
} from './values.ts';

const TIME_WORDS: readonly (readonly [RegExp, TimeUnit])[] = [
	[/^(?:dni|dnia|dzien) robocz\p{L}*/u, 'workingDay'],
	[/^(?:dni|dnia|dzien)\b/u, 'day'],
	[/^(?:tydzien|tygodnie|tygodni|tygodnia)\b/u, 'week'],
	[/^(?:miesiac|miesiace|miesiecy|miesiaca)\b/u, 'month']
];

/** "1 miesiąc, skomplikowane 2 miesiące" → one month, and the rest as its note. */
export function deadlineFrom(text: string): Deadline {
	const trimmed = text.trim().normalize('NFC');
	const number = /^(?:do )?(?:(\d{1,3}) )?(?=\p{L})/u.exec(trimmed);
	const start = number?.[0].length ?? 0;
	const rest = trimmed.slice(start);
	// Folding keeps the length of composed Polish text: a place in one is the same place in the other.
	const folded = fold(rest);
	for (const [words, unit] of TIME_WORDS) {
		const found = words.exec(folded);
		if (!found) continue;
		const note = withoutBrackets(rest.slice(found[0].length).replace(/^[\s,;–-]+/u, ''));
		return { atMost: { count: Number(number?.[1] ?? 1), unit }, note: note === '' ? null : note };
	}
	return { atMost: null, note: trimmed };
}

const withoutBrackets = (text: string): string =>
	/^\((?<inside>[^()]*)\)$/u.exec(text)?.groups?.['inside'] ?? text;

const ACT_WORDS: readonly (readonly [RegExp, ActKind])[] = [
	[/\brozporzadzenie (?:pe|parlamentu)\b/u, 'other'], // of the Union: another publisher, another form
	[/\brozporzadzeni/u, 'regulation'],
	[/^uchwal/u, 'councilResolution'],
	[/^zarzadzeni/u, 'cityOrder'],
	[/^konwencj/u, 'other'],
	[/\bustaw/u, 'statute'],
	[/\bkodeks|\bkpa\b|\bprawo\b|\bprawa\b/u, 'statute']
];

/** "Ustawa … (Dz. U. z 2023 r. poz. 622)" → the act and, apart, where it was published. */
export function actFrom(text: string): Act {
	const cited = /^(?<act>.+?),? ?\((?<publication>Dz\. ?U[^()]*)\)$/u.exec(text.trim())?.groups;
	const title = cited?.['act'] ?? text.trim();
	const folded = fold(title);
	return {
		kind: ACT_WORDS.find(([words]) => words.test(folded))?.[1] ?? 'other',
		title,
		publication: cited?.['publication'] ?? null
	};
}

const FILLED_IN =
	/\b(?:wnios|zgloszeni|zawiadomieni|formularz|deklaracj|oswiadczeni|kwestionariusz|podani|petycj|ofert|pismo|reklamacj|odwolani|skarg)/u;

export function documentFrom(name: string): RequiredDocument {
	const kind = FILLED_IN.test(fold(name)) ? 'application' : 'document';
	return { name, kind, formAddress: null, files: [] };
}

/** Is there anything to pay? A price list or an assessment is a fee too; what nobody knows is unknown. */
export function feeAnswer(fees: readonly (string | null)[]): FactAnswer {
	const known = fees.filter((fee) => fee !== null);
	if (known.some((fee) => !fold(fee).startsWith(NO_FEE))) return 'yes';
	return known.length === fees.length ? 'no' : 'unknown';
}

type Told = {
	readonly texts: readonly string[];
	readonly online: FactAnswer;
	readonly fees: readonly (string | null)[];
};

/** The useful facts, as far as the text of the procedure tells them; silence is not a "no". */
export function factsFrom({ texts, online, fees }: Told): Facts {
	const told = fold(texts.join('\n'));
	const yesWhere = (words: RegExp): FactAnswer => (words.test(told) ? 'yes' : 'unknown');
	return {
		online,
		byPost: yesWhere(/\bpoczta\b|\blistownie\b|\bkorespondencyjnie\b/u),
		byProxy: yesWhere(/\bpelnomocni/u),
		visitByAppointment: yesWhere(
			/\bumow(?:cie)? wizyt|\bumowionej wizyc|\brezerw(?:acj|uj)|\bzarezerwuj|\bpo umowieniu/u
		),
		withFee: feeAnswer(fees),
		electronicOutcome: yesWhere(/\bodbierz\b[^\n]*\belektroniczn/u)
	};
}
