import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './harness.ts';

let server: TestServer;

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.stop());

it('says whether it may be sent requests', async () => {
	const answer = await server.browser().fetch('/healthz');
	expect([answer.status, await answer.text()]).toEqual([200, 'ok\n']);
	expect(answer.headers.get('cache-control')).toBe('no-store');
	const leaving = await startTestServer();
	await leaving.stop();
	expect((await leaving.browser().fetch('/healthz')).status).toBe(503);
});
