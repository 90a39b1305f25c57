/** Which files of required documents a device keeps, so that they can be handed out without a network. */
import type { Actor, Role } from '../org/roles.ts';
import { filesIn, type ArticleFields } from './article.ts';
import type { DocumentFile } from './document-file.ts';

export const KEEPING = [
	'none',
	'applications', // what residents fill in
	'all'
] as const;
export type Keeping = (typeof KEEPING)[number];

/** What the people of a surface need where nobody has chosen: a point prints, a consultant sends, a crew does neither. */
const USUAL: Readonly<Partial<Record<Role, Keeping>>> = {
	clerk: 'all',
	consultant: 'applications',
	supervisor: 'applications'
};

/** Residents' browsers and kiosks keep none: a kiosk has nowhere to save to. */
export function usualKeeping(actor: Actor): Keeping {
	if (actor.type !== 'staff') return 'none';
	const wanted = actor.roles.map((role) => USUAL[role] ?? 'none');
	return KEEPING.findLast((one) => wanted.includes(one)) ?? 'none';
}

/** What an article says of its documents, and nothing else of it. */
type Documented = { readonly fields: Pick<ArticleFields, 'documents'> };

/** Each once, though several articles name it. */
export function filesToKeep(
	articles: readonly Documented[],
	keeping: Keeping
): readonly DocumentFile[] {
	if (keeping === 'none') return [];
	const files = articles.flatMap((article) =>
		keeping === 'all' ? filesIn(article) : filesIn(applicationsOf(article))
	);
	return [...new Map(files.map((file) => [file.sha256, file])).values()];
}

function applicationsOf({ fields: { documents } }: Documented): Documented {
	const { forInspection, forSubmission } = documents;
	const applications = (of: typeof forInspection) =>
		of.filter(({ kind }) => kind === 'application');
	return {
		fields: {
			documents: {
				forInspection: applications(forInspection),
				forSubmission: applications(forSubmission)
			}
		}
	};
}

export const bytesOf = (files: readonly DocumentFile[]): number =>
	files.reduce((sum, { bytes }) => sum + bytes, 0);
