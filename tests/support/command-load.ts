import { setTimeout as delay } from 'node:timers/promises';
import { sql as statement } from 'drizzle-orm';
import type { Database } from '#lib/server/db/connection.ts';

/** Longer than anything here may take: whatever has not settled by then never will. */
const HANG_MS = 20_000;
/** Between two tries, about what a client would wait at least. */
const RETRY_MS = 20;

export type Damage = {
	/** Acknowledged, and not there. */
	readonly lost: number;
	/** Took effect more than once. */
	readonly doubled: number;
	/** One part of a transaction without the other. */
	readonly halved: number;
	/** Answers to another question than the one that was asked. */
	readonly wrongAnswers: number;
	/** Transactions and queries that did not settle. */
	readonly hung: number;
};

/**
 * People at work: each sends one command after the other, the same one again until it is
 * acknowledged. A command takes effect under its id, once, as the product's commands do.
 */
export class CommandLoad {
	readonly #db: Database;
	readonly #acknowledged = new Set<string>();
	#workers: Promise<void>[] = [];
	#isOver = false;
	#wrongAnswers = 0;
	#hung = 0;
	/** performance.now() of the latest. */
	lastAcknowledgedMs = 0;

	constructor(db: Database) {
		this.#db = db;
	}

	get acknowledged(): number {
		return this.#acknowledged.size;
	}

	async start(people: number): Promise<void> {
		const people_ = Array.from({ length: people }, (_, person) => person);
		await this.#db.execute(statement`create table command (id text primary key)`);
		await this.#db.execute(statement`create table effect (command text not null)`);
		await this.#db.execute(statement`create table person (id int primary key, commands int)`);
		for (const person of people_)
			await this.#db.execute(statement`insert into person values (${person}, 0)`);
		this.#workers = [...people_.map((person) => this.#work(person)), this.#read(), this.#read()];
	}

	async stop(): Promise<void> {
		this.#isOver = true;
		await Promise.all(this.#workers);
	}

	/** Through a connection of the caller's, as the load's own is what is on trial. */
	async assess(db: Database): Promise<Damage> {
		const effects = await db.execute<{ command: string; times: number }>(
			statement`select command, count(*)::int as times from effect group by command`
		);
		const [counted] = await db.execute<{ commands: number; counted: number }>(statement`
			select (select count(*)::int from command) as commands,
				(select sum(commands)::int from person) as counted`);
		const present = new Set(effects.map(({ command }) => command));
		return {
			lost: [...this.#acknowledged].filter((id) => !present.has(id)).length,
			doubled: effects.filter(({ times }) => times > 1).length,
			halved:
				Math.abs((counted?.commands ?? 0) - effects.length) +
				Math.abs((counted?.counted ?? 0) - effects.length),
			wrongAnswers: this.#wrongAnswers,
			hung: this.#hung
		};
	}

	async #work(person: number): Promise<void> {
		for (let number = 0; !this.#isOver; number++) {
			const id = `${person}-${number}`;
			while (!(await this.#settles(this.#send(person, id)))) {
				if (this.#isOver) return;
				await delay(RETRY_MS);
			}
			this.#acknowledged.add(id);
			this.lastAcknowledgedMs = performance.now();
		}
	}

	#send(person: number, id: string): Promise<void> {
		return this.#db.transaction(async (tx) => {
			await tx.execute(statement`select 1 from person where id = ${person} for update`);
			const isNew = await tx.execute(
				statement`insert into command values (${id}) on conflict do nothing returning id`
			);
			if (isNew.length > 0)
				await Promise.all([
					tx.execute(statement`insert into effect values (${id})`),
					tx.execute(statement`update person set commands = commands + 1 where id = ${person}`)
				]);
			// Now and then something is thought over in the middle.
			if (Math.random() < 0.1) await delay(Math.random() * 20);
		});
	}

	/** Plain queries beside the transactions, on the same connections. */
	async #read(): Promise<void> {
		for (let number = 0; !this.#isOver; number++)
			if (!(await this.#settles(this.#ask(number)))) await delay(RETRY_MS);
	}

	async #ask(number: number): Promise<void> {
		const rows = await this.#db.execute<{ number: number }>(
			statement`select ${number}::int as number, generate_series(1, 20)`
		);
		const isRight = rows.length === 20 && rows.every((row) => row.number === number);
		if (!isRight) this.#wrongAnswers++;
	}

	async #settles(work: Promise<void>): Promise<boolean> {
		const patience = new AbortController();
		const outcome = await Promise.race([
			work.then(
				() => true,
				() => false
			),
			delay(HANG_MS, 'hung' as const, { signal: patience.signal }).catch(() => false)
		]);
		patience.abort();
		if (outcome !== 'hung') return outcome;
		this.#hung++;
		return false;
	}
}
