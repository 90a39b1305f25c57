/** The fields of Annex 2 and what is chosen in them, in words: each closed list of the domain beside its sentences. */
import type { AmendedKey } from '#lib/domain/article/amendment.ts';
import type { ArticleRefusal } from '#lib/domain/article/refusals.ts';
import type { Remark } from '#lib/domain/article/remarks.ts';
import type { ActKind, ByFact, FactAnswer, TimeUnit } from '#lib/domain/article/values.ts';
import { m } from '#lib/paraglide/messages.js';

type Sentence = () => string;

export const FIELD_LABELS: Readonly<Record<AmendedKey, Sentence>> = {
	title: m.article_field_title_label,
	internal: m.article_field_internal_label,
	relatedProcedures: m.article_field_relatedProcedures_label,
	validFrom: m.article_field_validFrom_label,
	validTo: m.article_field_validTo_label,
	createdOn: m.article_field_createdOn_label,
	keywords: m.article_field_keywords_label,
	categories: m.article_field_categories_label,
	handling: m.article_field_handling_label,
	additionalInfo: m.article_field_additionalInfo_label,
	deadline: m.article_field_deadline_label,
	place: m.article_field_place_label,
	fees: m.article_field_fees_label,
	documents: m.article_field_documents_label,
	consultantNotes: m.article_field_consultantNotes_label,
	legalBasis: m.article_field_legalBasis_label,
	appeal: m.article_field_appeal_label,
	reuseTerms: m.article_field_reuseTerms_label,
	owner: m.article_field_owner_label,
	authors: m.article_field_authors_label,
	coordinator: m.article_field_coordinator_label,
	realizators: m.article_field_realizators_label,
	unit: m.article_field_unit_label,
	cell: m.article_field_cell_label,
	integration: m.article_field_integration_label,
	keptInEdm: m.article_field_keptInEdm_label,
	summary: m.article_field_summary_label,
	mainSteps: m.article_field_mainSteps_label,
	facts: m.article_field_facts_label
};

/** What the annex says of the field. */
export const FIELD_HINTS: Readonly<Record<AmendedKey, Sentence>> = {
	title: m.article_field_title_hint,
	internal: m.article_field_internal_hint,
	relatedProcedures: m.article_field_relatedProcedures_hint,
	validFrom: m.article_field_validFrom_hint,
	validTo: m.article_field_validTo_hint,
	createdOn: m.article_field_createdOn_hint,
	keywords: m.article_field_keywords_hint,
	categories: m.article_field_categories_hint,
	handling: m.article_field_handling_hint,
	additionalInfo: m.article_field_additionalInfo_hint,
	deadline: m.article_field_deadline_hint,
	place: m.article_field_place_hint,
	fees: m.article_field_fees_hint,
	documents: m.article_field_documents_hint,
	consultantNotes: m.article_field_consultantNotes_hint,
	legalBasis: m.article_field_legalBasis_hint,
	appeal: m.article_field_appeal_hint,
	reuseTerms: m.article_field_reuseTerms_hint,
	owner: m.article_field_owner_hint,
	authors: m.article_field_authors_hint,
	coordinator: m.article_field_coordinator_hint,
	realizators: m.article_field_realizators_hint,
	unit: m.article_field_unit_hint,
	cell: m.article_field_cell_hint,
	integration: m.article_field_integration_hint,
	keptInEdm: m.article_field_keptInEdm_hint,
	summary: m.article_field_summary_hint,
	mainSteps: m.article_field_mainSteps_hint,
	facts: m.article_field_facts_hint
};

export const REFUSAL_SENTENCES: Readonly<Record<ArticleRefusal, Sentence>> = {
	malformed: m.article_refusal_malformed,
	textMissing: m.article_refusal_textMissing,
	textTooLong: m.article_refusal_textTooLong,
	yesOrNo: m.article_refusal_yesOrNo,
	dateMalformed: m.article_refusal_dateMalformed,
	validityReversed: m.article_refusal_validityReversed,
	kaMalformed: m.article_refusal_kaMalformed,
	relatedToItself: m.article_refusal_relatedToItself,
	keywordMissing: m.article_refusal_keywordMissing,
	categoryMissing: m.article_refusal_categoryMissing,
	lawInHandling: m.article_refusal_lawInHandling,
	deadlineMissing: m.article_refusal_deadlineMissing,
	placeMissing: m.article_refusal_placeMissing,
	feeMissing: m.article_refusal_feeMissing,
	accountMalformed: m.article_refusal_accountMalformed,
	documentsNotGrouped: m.article_refusal_documentsNotGrouped,
	documentNotPdf: m.article_refusal_documentNotPdf,
	fileMissing: m.article_refusal_fileMissing,
	addressNotHttps: m.article_refusal_addressNotHttps,
	exactlyOnePerson: m.article_refusal_exactlyOnePerson,
	personMissing: m.article_refusal_personMissing,
	tooManyRealizators: m.article_refusal_tooManyRealizators,
	unitMissing: m.article_refusal_unitMissing,
	unitUnknown: m.article_refusal_unitUnknown,
	cellUnknown: m.article_refusal_cellUnknown
};

/** What an editor is told to look at. */
export const REMARK_SENTENCES: Readonly<Record<Remark, Sentence>> = {
	publicationMissing: m.article_remark_publicationMissing,
	legalBasisMissing: m.article_remark_legalBasisMissing,
	phoneInPlace: m.article_remark_phoneInPlace,
	nobodySignsIn: m.article_remark_nobodySignsIn
};

export const ACT_LABELS: Readonly<Record<ActKind, Sentence>> = {
	statute: m.article_act_statute,
	regulation: m.article_act_regulation,
	cityOrder: m.article_act_cityOrder,
	councilResolution: m.article_act_councilResolution,
	other: m.article_act_other
};

export const TIME_UNIT_LABELS: Readonly<Record<TimeUnit, Sentence>> = {
	day: m.editorial_unit_day,
	workingDay: m.editorial_unit_workingDay,
	week: m.editorial_unit_week,
	month: m.editorial_unit_month
};

export const FACT_QUESTIONS: ByFact<Sentence> = {
	online: m.ui_fact_online,
	byPost: m.ui_fact_by_post,
	byProxy: m.ui_fact_by_proxy,
	visitByAppointment: m.ui_fact_appointment,
	withFee: m.ui_fact_fee,
	electronicOutcome: m.ui_fact_electronic_outcome
};

export const FACT_SENTENCES: ByFact<Readonly<Record<FactAnswer, Sentence>>> = {
	online: {
		yes: m.article_fact_online_yes,
		partly: m.article_fact_online_partly,
		no: m.article_fact_online_no,
		unknown: m.article_deadline_unknown
	},
	byPost: {
		yes: m.article_fact_byPost_yes,
		partly: m.article_fact_byPost_partly,
		no: m.article_fact_byPost_no,
		unknown: m.article_deadline_unknown
	},
	byProxy: {
		yes: m.article_fact_byProxy_yes,
		partly: m.article_fact_byProxy_partly,
		no: m.article_fact_byProxy_no,
		unknown: m.article_deadline_unknown
	},
	visitByAppointment: {
		yes: m.article_fact_visitByAppointment_yes,
		partly: m.article_fact_visitByAppointment_partly,
		no: m.article_fact_visitByAppointment_no,
		unknown: m.article_deadline_unknown
	},
	withFee: {
		yes: m.article_fact_withFee_yes,
		partly: m.article_fact_withFee_partly,
		no: m.article_fact_withFee_no,
		unknown: m.article_deadline_unknown
	},
	electronicOutcome: {
		yes: m.article_fact_electronicOutcome_yes,
		partly: m.article_fact_electronicOutcome_partly,
		no: m.article_fact_electronicOutcome_no,
		unknown: m.article_deadline_unknown
	}
};
