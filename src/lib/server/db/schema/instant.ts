import { timestamp } from 'drizzle-orm/pg-core';

/** A moment in time: stored with its zone, read as a Date. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date' });
