import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { copyTemplate, type TestDatabase } from './template-database.ts';

/** A migrated, empty database of its own for one test file (Vitest's `integration` project only). */
export function createTestDatabase(): Promise<TestDatabase> {
	return copyTemplate(inject('postgresUrl'), `test_${randomUUID().replaceAll('-', '')}`);
}
