CREATE TABLE "portal_terms" (
	"version" integer PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"approved_at" timestamp with time zone NOT NULL,
	"approved_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portal_terms_draft" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"text" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	CONSTRAINT "portal_terms_draft_one" CHECK (single)
);
