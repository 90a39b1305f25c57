import { pgTable, text } from 'drizzle-orm/pg-core';

/** The streets of the city, as the national register (TERYT ULIC) has them; a help for typing. */
export const street = pgTable('street', { name: text().primaryKey() });
