import type { Moment } from '../style/moment.ts';

/** What a person needs to know of the link between this device and the centre. */
export type ConnectionState =
	| { readonly kind: 'online' }
	| { readonly kind: 'offline'; readonly since?: Moment | undefined }
	| { readonly kind: 'sending'; readonly count: number }
	| { readonly kind: 'waiting'; readonly count: number; readonly since: Moment }
	| { readonly kind: 'refused'; readonly count: number }
	| { readonly kind: 'stale'; readonly since: Moment };
