import { createTransport } from 'nodemailer';

export type Mail = {
	/** The same each time that the same letter is sent, so that a second copy is recognised (RFC 5322, 3.6.4). */
	readonly messageId: string;
	readonly to: string;
	readonly subject: string;
	/** Plain text. */
	readonly text: string;
};

export type Mailer = {
	/** Resolves when the mail server has taken it. */
	readonly send: (mail: Mail) => Promise<void>;
	readonly close: () => void;
};

export type MailSettings = {
	/** smtp:// or smtps://, with user and password where there are. */
	readonly smtpUrl: string;
	/** Who writes: an address, with a name before it or without. */
	readonly from: string;
};

/** Nobody waits for a letter, and a mail server that hangs must not keep it for ever. */
const PATIENCE_MS = 20_000;

export function createMailer({ smtpUrl, from }: MailSettings): Mailer {
	const transport = createTransport({
		url: smtpUrl,
		connectionTimeout: PATIENCE_MS,
		greetingTimeout: PATIENCE_MS,
		socketTimeout: PATIENCE_MS
	});
	return {
		send: async (mail) => {
			// No answer of a machine is to come back to a machine (RFC 3834).
			const headers = { 'Auto-Submitted': 'auto-generated' };
			await transport.sendMail({ ...mail, from, headers });
		},
		close: () => {
			transport.close();
		}
	};
}
