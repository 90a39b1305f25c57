import * as v from 'valibot';
import type { Actor } from '#lib/domain/org/roles.ts';
import { LONGEST_COOKIE_MS } from '../../auth/cookies.ts';
import type { Device } from '../../auth/devices.ts';
import { LONGEST_PASSWORD } from '../../auth/password.ts';
import { checkCredentials, readLogin } from '../../auth/sign-in.ts';
import { actorOf } from '../../auth/visitor.ts';
import { permitted, router, spend } from '../init.ts';
import { Refused } from '../refused.ts';

/** Who a device works for; it remembers this, to start without a network too. */
export type Identity = { readonly actor: Actor; readonly device: Device | null };

const credentialsSchema = v.object({
	login: v.pipe(v.string(), v.maxLength(100)),
	password: v.pipe(v.string(), v.maxLength(LONGEST_PASSWORD))
});

export const accountRouter = router({
	/** Asked at every start, so a device in use never loses its cookie to age. */
	me: permitted('account.me').query(({ ctx: { services, cookies, actor, device } }): Identity => {
		const token = cookies.read('device');
		if (device && token !== null)
			cookies.write('device', token, new Date(services.now().getTime() + LONGEST_COOKIE_MS));
		return { actor, device };
	}),

	signIn: permitted('account.signIn')
		.input(credentialsSchema)
		.mutation(async ({ ctx, input }): Promise<Identity> => {
			const { services, cookies, device, address } = ctx;
			const login = readLogin(input.login);
			await spend(ctx, 'signInByAddress', address);
			await spend(ctx, 'signInByLogin', login);
			const person = await checkCredentials(services.db, input);
			if (!person) throw new Refused('wrongCredentials');
			await services.limits.giveBack('signInByAddress', address);
			await services.limits.giveBack('signInByLogin', login);
			const before = cookies.read('session');
			if (before !== null) await services.sessions.end(before);
			const { token, endsAt } = await services.sessions.begin(person, services.now());
			cookies.write('session', token, endsAt);
			return { actor: actorOf(person, device), device };
		}),

	signOut: permitted('account.signOut').mutation(async ({ ctx }): Promise<Identity> => {
		const { services, cookies, device } = ctx;
		const token = cookies.read('session');
		if (token !== null) await services.sessions.end(token);
		cookies.clear('session');
		return { actor: actorOf(null, device), device };
	})
});
