/** A line of a talk as it is drawn. */
export type ShownLine = {
	readonly id: string;
	/** Whose it is; 'event' is something that happened. */
	readonly side: 'mine' | 'theirs' | 'event';
	readonly who: string;
	/** ISO 8601 and in words; null while the server has not said when. */
	readonly at: { readonly iso: string; readonly text: string } | null;
	readonly text: string;
	/** "wysyłanie…", "czeka na połączenie". */
	readonly state?: string | undefined;
};
