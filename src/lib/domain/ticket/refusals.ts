/** Why a command was not carried out. The sentences live in the message catalogue. */
export const REFUSAL_CODES = [
	'notAllowed',
	'notOwner',
	'otherDesk',
	'otherUnit',
	'wrongStatus',
	'notRegistered',
	'alreadyRegistered',
	'lifeThreat',
	'required',
	'tooLong',
	'invalidEmail',
	'invalidPhone',
	'invalidReceiptCode',
	'unknownUnit',
	'unknownArticle',
	'unknownCategory',
	'kindNotMarked',
	'webQueryMustBeForwarded',
	'articleRequired',
	'faxHandledOutside',
	'notFax',
	'unknownPerson',
	'tooLate',
	'tooManyPhotos',
	'tooManyDocuments',
	'tooLarge',
	'photoRequired',
	'checklistOpen',
	'noLetters',
	'alreadyWaiting',
	'notWaiting',
	'unknownTicket',
	'mainEnded',
	'followsMain',
	'mainFollows',
	'hasDuplicates',
	'alreadyLinked',
	'changedMeanwhile',
	'unknownCommand',
	'invalidArguments',
	'predecessorRefused'
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export type Refusal = {
	readonly code: RefusalCode;
	/** The argument at which the message belongs, where there is one. */
	readonly field?: string;
	/** What the sentence needs to be exact: a status, a limit, a unit. */
	readonly params?: Readonly<Record<string, string | number>>;
};

const CODES: ReadonlySet<string> = new Set(REFUSAL_CODES);
export const isRefusalCode = (text: string): text is RefusalCode => CODES.has(text);
export const isRefusal = (outcome: object): outcome is Refusal => 'code' in outcome;
