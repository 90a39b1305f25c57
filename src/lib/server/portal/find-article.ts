import { error } from '@sveltejs/kit';
import { articleByKa } from '../articles/article-history.ts';
import type { Services } from '../start.ts';
import type { PublicArticle, PublicBase } from './published-base.ts';

/**
 * What the public may read under this number.
 * @throws 410 with the reason where the article was withdrawn, 404 where there is none
 */
export async function findPublic(
	{ db, published }: Pick<Services, 'db' | 'published'>,
	number: string | null,
	addressOf: (ka: string) => string
): Promise<{ readonly found: PublicArticle; readonly base: PublicBase }> {
	const ka = number?.toUpperCase() ?? '';
	const base = await published.current();
	const found = base.byKa.get(ka);
	if (found) return { found, base };
	const record = await articleByKa(db, ka);
	// Of an internal procedure nobody outside learns that there ever was one.
	const { withdrawal = null } = record?.content.fields.internal === false ? record : {};
	if (!withdrawal) error(404, { message: 'Not found' });
	const successor = base.byKa.get(withdrawal.successor ?? '');
	error(410, {
		message: 'Withdrawn',
		withdrawn: {
			...{ on: withdrawal.on, reason: withdrawal.reason },
			successor: successor
				? { title: successor.bip.fields.title, href: addressOf(successor.bip.ka) }
				: null
		}
	});
}

/** The related procedures (field 3) that are public, by their present titles. */
export const relatedTo = (
	numbers: readonly string[],
	base: PublicBase,
	addressOf: (ka: string) => string
): readonly { readonly ka: string; readonly title: string; readonly href: string }[] =>
	numbers.flatMap((ka) => {
		const one = base.byKa.get(ka);
		return one ? [{ ka, title: one.bip.fields.title, href: addressOf(ka) }] : [];
	});
