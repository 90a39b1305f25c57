import { describe, expect, test } from 'vitest';
import type { Role, StaffActor } from '../org/roles.ts';
import { PDF } from '../media-types.ts';
import type { DocumentFile } from './document-file.ts';
import { bytesOf, filesToKeep, usualKeeping } from './kept-files.ts';
import type { RequiredDocument } from './values.ts';

const file = (sign: string, bytes: number): DocumentFile => ({
	...{ sha256: sign.repeat(64), name: sign, type: PDF, bytes, isExample: false }
});
const document = (kind: RequiredDocument['kind'], ...files: DocumentFile[]): RequiredDocument => ({
	...{ name: 'x', kind, formAddress: null, files }
});
const [form, scan, shared] = [file('a', 10), file('b', 200), file('c', 3000)];
const articles = [
	{
		fields: {
			documents: {
				forInspection: [document('document', scan)],
				forSubmission: [document('application', form, shared)]
			}
		}
	},
	{ fields: { documents: { forInspection: [], forSubmission: [document('application', shared)] } } }
];

describe('what a device keeps', () => {
	test('nothing, what residents fill in, or all; what two articles name once', () => {
		expect(filesToKeep(articles, 'none')).toEqual([]);
		expect(filesToKeep(articles, 'applications')).toEqual([form, shared]);
		expect(filesToKeep(articles, 'all')).toEqual([scan, form, shared]);
		expect(bytesOf(filesToKeep(articles, 'all'))).toBe(3210);
	});

	test.each<readonly [readonly Role[], string]>([
		[['clerk'], 'all'],
		[['consultant'], 'applications'],
		[['consultant', 'clerk'], 'all'],
		[['fieldWorker'], 'none'],
		[[], 'none']
	])('where nobody has chosen, of %j: %s', (roles, keeping) => {
		const nobody = { desk: null, unitId: null, cellId: null, placeId: null };
		const actor: StaffActor = { type: 'staff', id: 'x', name: 'X', roles, ...nobody };
		expect(usualKeeping(actor)).toBe(keeping);
	});

	test('a kiosk and a resident’s browser: nothing', () => {
		expect(usualKeeping({ type: 'anonymous' })).toBe('none');
		expect(usualKeeping({ type: 'device', id: 'x', class: 'kiosk', placeId: 'y' })).toBe('none');
	});
});
