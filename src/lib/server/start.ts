/** What the server is made of, put together in one place. */
import type { Sql } from 'postgres';
import { dayNumberOf, isHoliday } from '#lib/domain/holidays.ts';
import { parseOfficeHours, USUAL_HOURS, type Office } from '#lib/domain/chat/office-hours.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { beginDueVersions } from './articles/begin-due-versions.ts';
import { createLimits, type Limits } from './auth/limits.ts';
import { createSessions, type Sessions } from './auth/sessions.ts';
import { deleteOldAudit } from './audit/audit-log.ts';
import { endAbandoned } from './chat/end-abandoned.ts';
import { lookAtChats, type ChatKey } from './chat/chat-versions.ts';
import { connect, openDatabase, type Database } from './db/connection.ts';
import { isOverTime, isPassing } from './db/faults.ts';
import type { ServerEnvironment } from './env.ts';
import { deleteUnnamedFiles } from './documents/article-files.ts';
import { Redrawing } from './files/redrawing.ts';
import { createUploads, type Uploads } from './files/uploads.ts';
import { logFault } from './log.ts';
import { createMailer, type Mailer } from './letters/mailer.ts';
import { deleteOldLetters, sendLetters } from './letters/send-letters.ts';
import { lookAt } from './sync/look.ts';
import { PackCutter } from './sync/packs.ts';
import { RecentChanges } from './sync/recent-changes.ts';
import { PublishedBase } from './portal/published-base.ts';
import { createRecordingUploads, type RecordingUploads } from './recordings/recording-uploads.ts';
import { deleteOldUsage } from './search/usage-counts.ts';
import { SealingKeys } from './sync/sealing-keys.ts';
import { WakeHub, type WakeSource } from './sync/wake-hub.ts';
import { TicketMonths } from './tickets/months.ts';
import { endRetention } from './tickets/retention.ts';
import { followMains } from './tickets/follow-main.ts';
import { watchClocks } from './tickets/watch-clocks.ts';
import { Recurring } from './recurring.ts';

/** A version is in force from midnight on devices; whoever asks the server may wait for a minute. */
const VERSIONS_EVERY_MS = 30_000;
/** On which channel of the database the nodes tell each other that scopes have moved. */
const CHANNEL = 'lckm_scopes';
/** The same for talks in the chat. */
const CHAT_CHANNEL = 'lckm_chats';
const TIDY_EVERY_MS = 60 * 60_000;
/** A ticket is gone from the first instant of a month; looking costs one question to an index. */
const RETENTION_EVERY_MS = 60_000;
/** A limit is a matter of hours; whoever is told a minute later is told in time. */
const CLOCKS_EVERY_MS = 60_000;
/** It is done as soon as a main ticket moves; this finds what a killed node has left. */
const FOLLOW_EVERY_MS = 60_000;
/** After an import the next device would otherwise wait for the cutting. */
const PACKS_EVERY_MS = 20_000;
/** Nobody sits and waits for an e-mail. */
const LETTERS_EVERY_MS = 15_000;

export type Services = {
	readonly db: Database;
	readonly sql: Sql;
	readonly hub: WakeHub;
	/** Wakes whoever listens to a talk. */
	readonly chats: WakeHub<ChatKey>;
	/** When consultants answer in the chat. */
	readonly office: Office;
	readonly recent: RecentChanges;
	readonly published: PublishedBase;
	readonly packs: PackCutter;
	readonly sealing: SealingKeys;
	readonly months: TicketMonths;
	readonly sessions: Sessions;
	readonly limits: Limits;
	readonly uploads: Uploads;
	readonly redrawing: Redrawing;
	readonly recordings: RecordingUploads;
	/** E-mail to residents; null where none is sent. */
	readonly letters: Mailer | null;
	readonly now: () => Date;
	/** The one address that browsers use, without a slash at the end. */
	readonly origin: string;
	/** Absolute; photographs lie here under their hash. */
	readonly filesDir: string;
	/** Tells all nodes that these scopes may have moved; after the commit, and nobody waits for it. */
	readonly announce: (scopes: readonly Scope[]) => void;
	/** Tells all nodes that talks may have moved; likewise. */
	readonly announceChats: () => void;
	/** Duplicates look whether their main ticket has moved (tickets/follow-main.ts). */
	readonly onFollowed: () => void;
	/** Writes a fault down that no person caused. */
	readonly report: (fault: unknown, about: string) => void;
};

export type Server = {
	readonly services: Services;
	/** Ends the streams, which would keep the HTTP server from closing. */
	readonly closeStreams: () => void;
	/** Ends everything, when nobody asks any more. */
	readonly close: () => Promise<void>;
};

/** @throws what the file system says where the directory for files cannot be used */
export async function startServer(environment: ServerEnvironment): Promise<Server> {
	const { databaseUrl, origin, filesDir, chatHours, exchangeSecret = null } = environment;
	const letters = environment.mail ? createMailer(environment.mail) : null;
	const sql = connect(databaseUrl);
	const db = openDatabase(sql);
	const now = () => new Date();
	let closed = false;
	// What breaks off because of the end itself is no fault.
	const report: Services['report'] = (fault, about) => {
		if (!closed) logFault(fault, about);
	};
	const elapsedMs = () => performance.now();
	const recent = new RecentChanges({ lookAt: (since) => lookAt(db, since), elapsedMs });
	const hearing = (channel: string): Pick<WakeSource, 'report' | 'listen'> => ({
		report,
		listen: (onNotified) => sql.listen(channel, onNotified, onNotified)
	});
	const hub = new WakeHub({ ...hearing(CHANNEL), look: (scopes) => recent.look(scopes) });
	const chats = new WakeHub<ChatKey>({
		...hearing(CHAT_CHANNEL),
		look: (keys) => lookAtChats(db, keys)
	});
	const announce = createAnnouncer({ sql, report }, CHANNEL);
	const redrawing = new Redrawing({ db, filesDir, report });
	const services: Services = {
		...{ db, sql, hub, chats, recent, now, origin, filesDir, letters, report, redrawing },
		office: {
			hours: chatHours ?? parseOfficeHours(USUAL_HOURS) ?? [],
			isDayOff: (day) => isHoliday(dayNumberOf(day))
		},
		announceChats: createAnnouncer({ sql, report }, CHAT_CHANNEL),
		...{ packs: new PackCutter({ db, report }), published: new PublishedBase({ db, now }) },
		sealing: new SealingKeys(db),
		months: new TicketMonths(db),
		sessions: createSessions(db),
		limits: createLimits(),
		uploads: await createUploads({ db, filesDir, report, onkept: () => redrawing.nudge() }),
		recordings: await createRecordingUploads({ db, filesDir, now, report }, exchangeSecret),
		onFollowed: () => jobs.following.nudge(),
		announce: (scopes) => {
			if (scopes.length === 0) return;
			recent.doubt(scopes);
			announce();
		}
	};
	// Without notifications the hub still looks every two seconds, so nobody waits for this.
	for (const one of [hub, chats])
		one.start().catch((fault: unknown) => {
			report(fault, 'listening for what has moved');
		});
	redrawing.start();
	const tidying = TIMED.map((work) => work(services));
	const jobs = startJobs(services);
	const closeStreams = () => {
		hub.close();
		chats.close();
	};
	return {
		services,
		closeStreams,
		close: async () => {
			closed = true;
			tidying.forEach(clearInterval);
			await Promise.all([redrawing, ...Object.values(jobs)].map((one) => one.close()));
			closeStreams();
			letters?.close();
			await sql.end({ timeout: 5 });
		}
	};
}

/** What is done by the clock, whoever asks. */
const TIMED = [tidyNowAndThen, endRetentionInTime] as const;

/** What may be asked to look sooner, and is waited for at the end. */
function startJobs(services: Services) {
	const { report, packs } = services;
	return {
		clocks: new Recurring({
			...{ everyMs: CLOCKS_EVERY_MS, about: 'watching the clocks of tickets', report },
			work: () => watchClocks(services)
		}),
		following: new Recurring({
			...{ everyMs: FOLLOW_EVERY_MS, about: 'moving duplicates with their main tickets', report },
			work: () => followMains(services)
		}),
		letters: new Recurring({
			...{ everyMs: LETTERS_EVERY_MS, about: 'sending letters', report },
			work: () => sendLetters(services)
		}),
		versions: new Recurring({
			...{ everyMs: VERSIONS_EVERY_MS, about: 'putting versions into force', report },
			work: () => beginDueVersions(services)
		}),
		packs: new Recurring({
			...{ everyMs: PACKS_EVERY_MS, about: 'cutting packs', report },
			work: () => packs.keepReady()
		})
	};
}

/**
 * The scopes are left out: whoever hears of it looks at all versions that somebody here waits for. What
 * is announced while a notification is on its way shares the next one.
 */
function createAnnouncer(
	{ sql, report }: Pick<Services, 'sql' | 'report'>,
	channel: string
): () => void {
	let isSending = false;
	let again = false;
	const send = async () => {
		isSending = true;
		try {
			do {
				again = false;
				await sql.notify(channel, '');
			} while (again);
		} catch (fault) {
			report(fault, 'announcing what has moved');
		} finally {
			isSending = false;
		}
	};
	return () => {
		again = true;
		if (!isSending) void send();
	};
}

function tidyNowAndThen(services: Services): ReturnType<typeof setInterval> {
	const { db, sessions, uploads, recordings, months, now, report } = services;
	const tidy = () => {
		const work = [
			sessions.deleteEnded(),
			uploads.deleteAbandoned(),
			recordings.deleteAbandoned(),
			deleteOldAudit(db, now()),
			months.makeReady(now()),
			endAbandoned(db, now()),
			deleteOldLetters(services),
			deleteOldUsage(db, now()),
			deleteUnnamedFiles(services, now())
		];
		Promise.all<unknown>(work).catch((fault: unknown) => {
			report(fault, 'tidying up');
		});
	};
	tidy();
	const timer = setInterval(tidy, TIDY_EVERY_MS);
	timer.unref();
	return timer;
}

function endRetentionInTime(services: Services): ReturnType<typeof setInterval> {
	const end = () => {
		endRetention(services).catch((fault: unknown) => {
			// The database is away or starting: the next minute comes. Too much for its time is no such thing.
			if (!isPassing(fault) || isOverTime(fault))
				services.report(fault, 'ending the time of tickets');
		});
	};
	end();
	const timer = setInterval(end, RETENTION_EVERY_MS);
	timer.unref();
	return timer;
}
