import { error, redirect, type RequestHandler } from '@sveltejs/kit';
import * as v from 'valibot';
import { PORTAL_BASE, THANKS } from '#lib/domain/article/addresses.ts';
import { ka } from '#lib/domain/article/values.ts';
import { civilDayOf } from '#lib/domain/calendar.ts';
import { addressKey } from '#lib/server/auth/limits.ts';
import { addUsage } from '#lib/server/search/usage-counts.ts';

const answerSchema = v.object({ ka, helped: v.picklist(['yes', 'no']) });

/** "Czy to pomogło?" from a page without JavaScript; back to where it was asked. */
export const POST: RequestHandler = async ({ locals: { services }, request, getClientAddress }) => {
	const { db, limits, now, published } = services;
	const form = v.safeParse(answerSchema, Object.fromEntries(await request.formData()));
	if (!form.success) error(400, { message: 'Not an answer' });
	const waitMs = await limits.spend('countByAddress', addressKey(getClientAddress()), 1);
	if (waitMs > 0) error(429, { message: 'Too many answers' });
	const { ka: number, helped } = form.output;
	if (!(await published.current()).byKa.has(number)) error(404, { message: 'Not found' });
	const opinions = [{ ka: number, helped: helped === 'yes', times: 1 }];
	const day = civilDayOf(now());
	await db.transaction((tx) => addUsage(tx, { misses: [], opened: [], opinions }, day));
	redirect(303, `${PORTAL_BASE.ofArticle(number)}?${THANKS}#opinia`);
};
