import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDatabase } from '#lib/client/db/outbox-database.ts';
import { Workspace } from '#lib/client/state/workspace.svelte.ts';
import { Intake, OTHER } from './intake.svelte.ts';

const ARTICLE = '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a00';
const CATEGORY = '953cc068-43fe-52a2-8c0c-1c309cef5547';
const device = {
	id: '5d0f4d2c-9a35-4a53-8f55-1c1a4f1f0a01',
	class: 'kiosk',
	name: 'Infokiosk 1',
	placeId: '13780d82-ad01-5d8c-9cfb-af46efd14ed1'
} as const;

describe('a ticket taken down at a kiosk', () => {
	let db: OutboxDatabase;
	let intake: Intake;

	beforeEach(() => {
		db = new OutboxDatabase();
		const actor = {
			type: 'device',
			id: device.id,
			class: 'kiosk',
			placeId: device.placeId
		} as const;
		const workspace = new Workspace(db, { actor, device });
		intake = new Intake({ workspace, channel: 'hall', draftKey: null });
		intake.hasCategories = true;
	});
	afterEach(async () => {
		await db.delete();
	});

	const written = async () => (await db.commands.toArray()).map(({ command }) => command);

	test('R1.2: nothing is asked before the question of danger, and danger opens no form', () => {
		intake.begin({ kind: 'intervention', articleId: null });
		expect(intake.step).toBe('safety');
		intake.answer('danger');
		expect(intake.step).toBe('safety');
	});

	test('R1.2: while somebody is in danger nothing is taken, whatever was typed', async () => {
		intake.begin({ kind: 'intervention', articleId: null });
		intake.values.description = 'Pali się';
		intake.values.location = 'Piotrkowska 1';
		intake.answer('danger');
		expect(await intake.submit()).toBeNull();
		expect(await written()).toEqual([]);
	});

	test('R1.2: whoever comes back to the question is asked it again', () => {
		intake.begin({ kind: 'query', articleId: null });
		intake.answer('safe');
		expect(intake.step).toBe('description');
		expect(intake.back()).toBe(true);
		expect(intake.values.lifeThreat).toBeNull();
		expect(intake.back()).toBe(false);
	});

	test('R1.1: the kind is asked for only where the way here did not say it', () => {
		intake.begin({ kind: null, articleId: ARTICLE });
		expect(intake.steps).toContain('matter');
		intake.begin({ kind: 'query', articleId: null });
		expect(intake.steps).not.toContain('matter');
	});

	test('a category is asked for where no article says who is competent', () => {
		intake.begin({ kind: 'intervention', articleId: null });
		expect(intake.asksCategory).toBe(true);
		intake.begin({ kind: 'intervention', articleId: ARTICLE });
		expect(intake.steps).not.toContain('matter');
	});

	test('a step is left only when it is complete, with the messages at the fields', () => {
		intake.begin({ kind: 'intervention', articleId: null });
		intake.answer('safe');
		expect(intake.forward()).toBe(false);
		expect(intake.categoryError).toBe('Wybierz jedną z możliwości.');
		intake.category = CATEGORY;
		expect(intake.forward()).toBe(true);
		expect(intake.forward()).toBe(false);
		expect(intake.form.errors).toEqual({
			description: 'Uzupełnij to pole.',
			location: 'Uzupełnij to pole.'
		});
		intake.values.description = 'Dziura';
		intake.recheck();
		expect(intake.form.errors).toEqual({ location: 'Uzupełnij to pole.' });
	});

	test('what was typed stays when the person comes back by another way', () => {
		intake.begin({ kind: 'intervention', articleId: null });
		intake.values.description = 'Dziura';
		intake.begin({ kind: 'query', articleId: null });
		expect(intake.values.description).toBe('Dziura');
		expect(intake.step).toBe('safety');
	});

	test('R3.1: the ticket keeps the channel of the place; without contact it is anonymous', async () => {
		intake.begin({ kind: 'intervention', articleId: null });
		intake.answer('safe');
		intake.category = OTHER;
		intake.forward();
		intake.values.description = 'Dziura';
		intake.values.location = 'Gdańska 12';
		intake.forward();
		intake.forward();
		expect(intake.step).toBe('summary');
		const receipt = await intake.submit();
		expect(receipt?.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/u);
		expect(await written()).toMatchObject([
			{
				name: 'ticket.register',
				subject: receipt?.ticketId,
				args: {
					channel: 'hall',
					declaredKind: 'intervention',
					lifeThreat: false,
					contact: null,
					categoryId: null,
					receiptCode: receipt?.code
				}
			}
		]);
	});

	test('a query carries no place, and nothing typed is kept as a draft', async () => {
		intake.begin({ kind: 'query', articleId: ARTICLE });
		intake.answer('safe');
		intake.values.description = 'Ile to kosztuje?';
		intake.values.location = 'zostało z innej drogi';
		intake.forward();
		intake.forward();
		await intake.submit();
		expect(await written()).toMatchObject([{ args: { location: '', articleId: ARTICLE } }]);
		expect(await db.drafts.count()).toBe(0);
		expect(intake.values.description).toBe('');
	});
});
