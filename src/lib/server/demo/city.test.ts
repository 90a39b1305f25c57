import { describe, expect, it } from 'vitest';
import { routingOf } from '#lib/domain/article/article.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { ROLES } from '#lib/domain/org/roles.ts';
import { pathOf, takesTickets } from '#lib/domain/org/units.ts';
import { DESKS } from '#lib/domain/ticket/vocabulary.ts';
import { demoCity } from './city.ts';

const { articles, categories, places, staff, units } = demoCity;
const codes = new Map(units.map(({ code, id }) => [code, id]));
const people = new Map(staff.map((person) => [person.id, person]));
const unitsAndCells = new Set(units.map(({ id }) => id));

const ANNEX_1 = ['LOG', 'MZZ', 'SDZ', 'SM', 'ZDIT', 'ZGO', 'ZLM', 'ZZM'];

describe('the demonstration city', () => {
	it('has the eight units of Annex 1, the Office, and WZKM with its two sections', () => {
		for (const code of [...ANNEX_1, 'UML'])
			expect(takesTickets(units, codes.get(code) ?? '')).toBe(true);
		for (const section of ['WZKM-CC', 'WZKM-IK'])
			expect(pathOf(units, codes.get(section) ?? '').map(({ code }) => code)).toEqual([
				'UML',
				'WZKM',
				section
			]);
	});

	it('R14.1 has a unit that has not joined yet', () => {
		expect(units.filter(({ active }) => !active).map(({ code }) => code)).toEqual(['ZIM']);
	});

	it('gives every id, code, login and KA number once', () => {
		const ids = [units, categories, places, staff, articles].flat().map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const list of [
			units.map(({ code }) => code),
			categories.map(({ code }) => code),
			places.map(({ code }) => code),
			staff.map(({ login }) => login),
			articles.map(({ ka }) => ka)
		])
			expect(new Set(list).size).toBe(list.length);
	});

	it.each(ROLES)('has at least two people who are %s', (role) => {
		expect(staff.filter(({ roles }) => roles.includes(role)).length).toBeGreaterThan(1);
	});

	it.each(DESKS)('§ 5 has consultants and a supervisor at %s', (desk) => {
		const there = staff.filter((person) => person.desk === desk).flatMap(({ roles }) => roles);
		expect(there).toContain('supervisor');
		expect(there.filter((role) => role === 'consultant').length).toBeGreaterThan(1);
	});

	it('places people, categories and cells in units that exist', () => {
		for (const { unitCode, cellCode } of staff)
			for (const code of [unitCode, cellCode])
				if (code !== undefined) expect(codes.has(code)).toBe(true);
		for (const { unitId, cellId } of categories)
			expect(takesTickets(units, cellId ?? unitId)).toBe(true);
		for (const { parentId } of units)
			expect(parentId === null || unitsAndCells.has(parentId)).toBe(true);
	});

	it('has one service hall and the information points', () => {
		expect(places.filter(({ kind }) => kind === 'hall').map(({ address }) => address)).toEqual([
			'ul. Piotrkowska 110, Łódź'
		]);
		expect(places.filter(({ kind }) => kind === 'point').length).toBeGreaterThan(5);
	});
});

describe('the demonstration articles', () => {
	it('are 130 procedures and four internal ones that neither portal nor BIP knows (RA2.2)', () => {
		expect(articles.filter(({ fields }) => !fields.internal)).toHaveLength(130);
		const internal = articles.filter(({ fields }) => fields.internal);
		expect(internal).toHaveLength(4);
		for (const article of internal) {
			expect(projectArticle(article, 'portal')).toBeNull();
			expect(projectArticle(article, 'bip')).toBeNull();
		}
	});

	it('R13.1 route to units that take tickets and to second-line staff who can sign in', () => {
		for (const article of articles) {
			const { unitId, cellId, realizatorIds } = routingOf(article);
			expect(takesTickets(units, cellId ?? unitId)).toBe(true);
			if (cellId !== null) expect(pathOf(units, cellId)[0]?.id).toBe(unitId);
			expect(realizatorIds.length).toBeGreaterThan(0);
			for (const id of realizatorIds) {
				const person = people.get(id);
				expect(codes.get(person?.unitCode ?? '')).toBe(unitId);
				expect(
					person?.roles.some((role) => /^(?:field|office)Worker$|^unitHead$/u.test(role))
				).toBe(true);
			}
		}
	});

	it('relate only to procedures that are there, public ones to public ones', () => {
		const open = new Set(articles.filter(({ fields }) => !fields.internal).map(({ ka }) => ka));
		for (const { fields } of articles)
			for (const ka of fields.relatedProcedures) expect(open.has(ka)).toBe(true);
	});

	it('hold no bank account and no telephone of a person', () => {
		const known = /\(?42\)? ?638[ -]?44[ -]?44|\(42\) 638 5000/gu; // ŁCKzM and Zielona Linia
		for (const article of articles) {
			const { stampAccount, otherAccount } = article.fields.fees;
			expect([stampAccount, otherAccount]).toEqual([null, null]);
			const said = JSON.stringify([
				article.fields.handling,
				article.fields.additionalInfo,
				article.fields.consultantNotes,
				article.fields.place
			]);
			expect(said.replaceAll(known, '')).not.toMatch(/\d{3}[ -]\d{2}[ -]\d{2}|\d{26}/u);
		}
	});

	it('say which of their content is made up: people and dates always', () => {
		for (const { demonstration } of articles)
			for (const key of ['owner', 'coordinator', 'realizators', 'authors', 'validFrom'] as const)
				expect(demonstration).toContain(key);
	});
});
