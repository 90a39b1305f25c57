import { expect, test } from 'vitest';
import { KIOSK, staff } from '../../../tests/support/tickets.ts';
import { ownerKeyOf } from './owner.ts';

test.each([
	['a person', staff('clerk', { id: 'x' }), 'person:x'],
	['a device of the same id', { ...KIOSK, id: 'x' }, 'device:x'],
	['nobody known', { type: 'anonymous' }, 'anybody']
] as const)('%s has a store of their own', (_who, actor, key) => {
	expect(ownerKeyOf(actor)).toBe(key);
});
