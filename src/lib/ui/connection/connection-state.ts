import type { Moment } from '../style/moment.ts';

/** What a person needs to know of the link between this device and the centre. */
export type ConnectionState =
	| { readonly kind: 'online' }
	| { readonly kind: 'offline'; readonly since?: Moment | undefined }
	| { readonly kind: 'sending'; readonly count: number }
	| { readonly kind: 'waiting'; readonly count: number; readonly since: Moment }
	| { readonly kind: 'refused'; readonly count: number }
	/** Nothing was heard of the centre for longer than that takes. */
	| { readonly kind: 'stale'; readonly since: Moment }
	/** The centre no longer understands this build; what waits, waits for the new one. */
	| { readonly kind: 'outdated'; readonly count: number };
