import type { Obstacle } from '#lib/client/state/app.svelte.ts';
import { m } from '#lib/paraglide/messages.js';

const MESSAGES: Readonly<Record<Obstacle, () => string>> = {
	wrong: m.account_sign_in_wrong,
	tooMany: m.account_sign_in_too_many,
	offline: m.account_sign_in_offline,
	revoked: m.account_sign_in_revoked,
	fault: m.account_sign_in_fault
};

/** The form of login and password. What was typed stays when the server does not agree. */
export class SignIn {
	login = $state('');
	password = $state('');
	errors = $state<{ login?: string; password?: string }>({});
	/** Why the server did not let them in, about the form as a whole. */
	obstacle = $state<string>();
	busy = $state(false);
	readonly #attempt: (login: string, password: string) => Promise<Obstacle | null>;

	constructor(attempt: (login: string, password: string) => Promise<Obstacle | null>) {
		this.#attempt = attempt;
	}

	/** @returns whether somebody is signed in now */
	async submit(): Promise<boolean> {
		if (this.busy) return false;
		this.obstacle = undefined;
		this.errors = {
			...(this.login.trim() === '' ? { login: m.account_login_required() } : {}),
			...(this.password === '' ? { password: m.account_password_required() } : {})
		};
		if (Object.keys(this.errors).length > 0) return false;
		this.busy = true;
		const obstacle = await this.#attempt(this.login, this.password);
		this.busy = false;
		if (obstacle) this.obstacle = MESSAGES[obstacle]();
		else this.password = '';
		return obstacle === null;
	}
}
