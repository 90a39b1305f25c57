import { resolve } from 'node:path';
import * as v from 'valibot';
import type { MailSettings } from './letters/mailer.ts';
import { parseOfficeHours, USUAL_HOURS, type OfficeHours } from '#lib/domain/chat/office-hours.ts';

/** What the server process is told by whoever starts it. */
export type ServerEnvironment = {
	readonly databaseUrl: string;
	/** The one address that browsers use, without a slash at the end. */
	readonly origin: string;
	/** Absolute; photographs lie here under their hash. */
	readonly filesDir: string;
	/** When consultants answer in the chat; the usual hours where it is not said. */
	readonly chatHours?: OfficeHours;
	/** What the telephone exchange shows with recordings; null or left out where none is connected. */
	readonly exchangeSecret?: string | null;
	/** Through what e-mail to residents goes; null or left out where none is sent. */
	readonly mail?: MailSettings | null;
};

const given = (name: string) =>
	v.pipe(v.optional(v.string(), ''), v.nonEmpty(`${name} is not set`));

const VARIABLES = v.object({
	DATABASE_URL: v.pipe(
		given('DATABASE_URL'),
		v.check(
			(text) => /^postgres(?:ql)?:$/u.test(URL.parse(text)?.protocol ?? ''),
			// Its value may hold a password and is not repeated.
			'DATABASE_URL is not an address like postgres://user:password@host:5432/database'
		)
	),
	ORIGIN: v.pipe(
		given('ORIGIN'),
		v.check(
			(text) => /^https?:$/u.test(URL.parse(text)?.protocol ?? ''),
			'ORIGIN is not an address like https://lckm.example'
		),
		v.transform((text) => new URL(text).origin)
	),
	DATA_DIR: v.optional(v.string(), 'var'),
	FILES_DIR: v.optional(v.string()),
	EXCHANGE_SECRET: v.optional(
		v.pipe(v.string(), v.minLength(32, 'EXCHANGE_SECRET is shorter than 32 characters'))
	),
	SMTP_URL: v.optional(
		v.pipe(
			v.string(),
			v.check(
				(text) => /^smtps?:$/u.test(URL.parse(text)?.protocol ?? ''),
				'SMTP_URL is not an address like smtp://user:password@host:587'
			)
		)
	),
	MAIL_FROM: v.optional(
		v.pipe(
			v.string(),
			v.regex(
				/^(?:[^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u,
				'MAIL_FROM is no address'
			)
		)
	),
	CHAT_HOURS: v.pipe(
		v.optional(v.string(), USUAL_HOURS),
		v.rawTransform(({ dataset, addIssue, NEVER }) => {
			const hours = parseOfficeHours(dataset.value);
			if (hours) return hours;
			addIssue({ message: `CHAT_HOURS is not written like ${USUAL_HOURS}` });
			return NEVER;
		})
	)
});

/** @throws Error with one line for each variable that is missing or wrong */
export function readEnvironment(
	variables: Readonly<Record<string, string | undefined>>
): ServerEnvironment {
	const parsed = v.safeParse(VARIABLES, variables, { abortPipeEarly: true });
	if (!parsed.success) {
		const lines = parsed.issues.map(({ message }) => `  ${message}`);
		throw new Error(['The server cannot start:', ...lines].join('\n'));
	}
	const { DATABASE_URL, ORIGIN, DATA_DIR, FILES_DIR, CHAT_HOURS, EXCHANGE_SECRET } = parsed.output;
	const { SMTP_URL, MAIL_FROM } = parsed.output;
	if ((SMTP_URL === undefined) !== (MAIL_FROM === undefined))
		throw new Error(
			'The server cannot start:\n  SMTP_URL and MAIL_FROM are set together or not at all'
		);
	return {
		databaseUrl: DATABASE_URL,
		origin: ORIGIN,
		filesDir: resolve(FILES_DIR ?? `${DATA_DIR}/files`),
		chatHours: CHAT_HOURS,
		exchangeSecret: EXCHANGE_SECRET ?? null,
		mail: SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : null
	};
}
