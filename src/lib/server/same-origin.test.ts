import { describe, expect, it } from 'vitest';
import { isFromOwnPages } from './same-origin.ts';

const ORIGIN = 'https://lckm.example';

describe('a request from our own pages', () => {
	it.each([
		['GET', {}, true],
		['HEAD', { 'sec-fetch-site': 'cross-site' }, true],
		['POST', {}, false],
		['POST', { 'sec-fetch-site': 'same-origin' }, true],
		['POST', { 'sec-fetch-site': 'same-site' }, false],
		['POST', { 'sec-fetch-site': 'cross-site', origin: ORIGIN }, false],
		['POST', { 'sec-fetch-site': 'none' }, false],
		['POST', { origin: ORIGIN }, true],
		['POST', { origin: 'https://lckm.example.evil' }, false],
		['POST', { origin: 'null' }, false],
		['PATCH', { origin: 'http://lckm.example' }, false],
		['DELETE', {}, false],
		['OPTIONS', {}, false]
	])('%s %o: %s', (method, headers, own) => {
		const request = new Request(`${ORIGIN}/api/trpc`, { method, headers });
		expect(isFromOwnPages(request, ORIGIN)).toBe(own);
	});
});
