import { isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import { err, ok, type Result } from '#lib/base/result.ts';

/** What an operator sets, checked once. */
export type Settings = {
	readonly port: number;
	readonly host: string;
	/** The one address that browsers use; cookies, the service worker and its data belong to it. */
	readonly origin: string;
	/** False when nobody named an origin, so that it was put together from the port. */
	readonly originIsGiven: boolean;
	/** A PostgreSQL of the operator's own; null starts the embedded one. */
	readonly databaseUrl: string | null;
	/** Absolute. */
	readonly dataDir: string;
	/** Whether an empty database is filled with the demonstration city. */
	readonly demonstration: boolean;
};

/** Where photographs lie. */
export const filesDirOf = (dataDir: string): string => join(dataDir, 'files');

export type Environment = Readonly<Record<string, string | undefined>>;

const port = v.pipe(
	v.string(),
	v.regex(/^\d{1,5}$/u, 'is not a whole number from 1 to 65535'),
	v.transform(Number),
	v.minValue(1, 'is not a whole number from 1 to 65535'),
	v.maxValue(65_535, 'is not a whole number from 1 to 65535')
);
const host = v.pipe(v.string(), v.regex(/^[\w.:-]+$/u, 'is not a host name or an IP address'));
const origin = v.pipe(
	v.string(),
	v.check(isOrigin, 'is not an address like https://lckm.example with nothing after the host')
);
const databaseUrl = v.pipe(
	v.string(),
	v.check(isDatabaseUrl, 'is not an address like postgres://user:password@host:5432/database')
);
const yesOrNo = v.pipe(
	v.picklist(['yes', 'no'], 'is neither yes nor no'),
	v.transform((word) => word === 'yes')
);

const VARIABLES = v.object({
	PORT: v.optional(port, '3000'),
	HOST: v.optional(host, '127.0.0.1'),
	ORIGIN: v.optional(origin),
	DATABASE_URL: v.optional(databaseUrl),
	DATA_DIR: v.optional(v.string(), './var'),
	DEMONSTRATION: v.optional(yesOrNo)
});

/**
 * Reads the settings from the environment; a variable that is set to nothing counts as not set.
 * @param directory what a relative DATA_DIR starts from
 * @returns the settings, or one line per variable that is wrong
 */
export function readSettings(
	environment: Environment,
	directory: string
): Result<Settings, readonly string[]> {
	const given = Object.fromEntries(
		Object.keys(VARIABLES.entries).flatMap((name) => {
			const value = environment[name]?.trim();
			return value ? [[name, value]] : [];
		})
	);
	const parsed = v.safeParse(VARIABLES, given);
	if (!parsed.success) return err(parsed.issues.map((issue) => complaint(issue)));
	const { PORT, HOST, ORIGIN, DATABASE_URL, DATA_DIR, DEMONSTRATION } = parsed.output;
	return ok({
		port: PORT,
		host: HOST,
		origin: ORIGIN === undefined ? `http://localhost:${PORT}` : new URL(ORIGIN).origin,
		originIsGiven: ORIGIN !== undefined,
		databaseUrl: DATABASE_URL ?? null,
		dataDir: isAbsolute(DATA_DIR) ? DATA_DIR : resolve(directory, DATA_DIR),
		// People whose password is in the README have no business in a database somebody else runs.
		demonstration: DEMONSTRATION ?? DATABASE_URL === undefined
	});
}

/** A database address may hold a password: it is not repeated. */
function complaint(issue: v.BaseIssue<unknown>): string {
	const name = v.getDotPath(issue) ?? '';
	const value = name === 'DATABASE_URL' ? 'its value' : JSON.stringify(issue.input);
	return `${name}: ${value} ${issue.message}`;
}

function isOrigin(text: string): boolean {
	const url = URL.parse(text);
	if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
	return text === url.origin || text === `${url.origin}/`;
}

function isDatabaseUrl(text: string): boolean {
	const url = URL.parse(text);
	return url !== null && /^postgres(?:ql)?:$/u.test(url.protocol) && url.hostname !== '';
}
