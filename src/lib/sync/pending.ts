import type { OutboxEntry } from './ports.ts';

/** Still on its way into the rows: not answered, or applied but not pulled yet. */
export const isPending = ({
	outcome,
	settled
}: Pick<OutboxEntry, 'outcome' | 'settled'>): boolean =>
	!settled && (outcome === null || outcome.status === 'applied');

/** Came back, and waits for the person who wrote it. */
export const isRefused = ({ outcome }: Pick<OutboxEntry, 'outcome'>): boolean =>
	outcome !== null && outcome.status !== 'applied';
