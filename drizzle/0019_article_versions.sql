CREATE TABLE "article_proposal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid,
	"base_no" integer,
	"content" jsonb NOT NULL,
	"state" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"cell_id" uuid,
	"remarks" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article_version" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"article_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"content" jsonb NOT NULL,
	"begins_on" date NOT NULL,
	"entered_by" text,
	"entered_at" timestamp with time zone NOT NULL,
	"published_by" text,
	"published_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "version_no" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "withdrawal" jsonb;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "reviewed_on" date DEFAULT (now() at time zone 'Europe/Warsaw')::date NOT NULL;--> statement-breakpoint
ALTER TABLE "article_proposal" ADD CONSTRAINT "article_proposal_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_proposal" ADD CONSTRAINT "article_proposal_cell_id_unit_id_fk" FOREIGN KEY ("cell_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_proposal_state_submitted_at_index" ON "article_proposal" USING btree ("state","submitted_at");--> statement-breakpoint
CREATE INDEX "article_proposal_author_id_index" ON "article_proposal" USING btree ("author_id");--> statement-breakpoint
CREATE UNIQUE INDEX "article_version_article_id_no_index" ON "article_version" USING btree ("article_id","no");--> statement-breakpoint
-- What is published is the first version that is kept; who entered and published it is not known.
INSERT INTO "article_version" ("article_id", "no", "content", "begins_on", "entered_at", "published_at")
SELECT "id", 1, "content", "valid_from", "updated_at", "updated_at" FROM "article";
--> statement-breakpoint
-- Numbers of procedures that begin here, as those of the old portal have theirs.
CREATE SEQUENCE "article_number";
