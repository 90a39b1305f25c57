/** A mail server that takes everything on loopback, for tests to read. */
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type Received = {
	readonly to: readonly string[];
	readonly subject: string;
	readonly text: string;
	readonly messageId: string;
	/** As it came over the wire. */
	readonly raw: string;
};

export class Mailbox {
	readonly received: Received[] = [];
	/** Where it listens, as SMTP_URL. */
	url = '';
	/** Says no to everything while it is set. */
	refuses = false;
	readonly #server: SMTPServer;

	constructor() {
		this.#server = new SMTPServer({
			authOptional: true,
			disabledCommands: ['STARTTLS'],
			onData: (stream, session, done) => {
				const to = session.envelope.rcptTo.map(({ address }) => address);
				this.#keep(stream, to).then(() => {
					done(this.refuses ? new Error('Try again later') : null);
				}, done);
			}
		});
	}

	listen(): Promise<void> {
		return new Promise((resolve) => {
			const server = this.#server.listen(0, '127.0.0.1', () => {
				this.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
				resolve();
			});
		});
	}

	close(): Promise<void> {
		return new Promise((resolve) => {
			this.#server.close(resolve);
		});
	}

	async #keep(stream: NodeJS.ReadableStream, to: readonly string[]): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of stream) chunks.push(Buffer.from(chunk));
		const raw = Buffer.concat(chunks);
		const { subject = '', text = '', messageId = '' } = await simpleParser(raw);
		if (!this.refuses) this.received.push({ to, subject, text, messageId, raw: raw.toString() });
	}
}
