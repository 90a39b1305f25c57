CREATE TABLE "article_file" (
	"sha256" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"properties" jsonb NOT NULL,
	"is_pictured" boolean NOT NULL,
	"brought_by" text NOT NULL,
	"brought_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "article_proposal" ADD COLUMN "files" jsonb GENERATED ALWAYS AS (jsonb_path_query_array(content, '$.fields.documents.*[*].files[*].sha256')) STORED;--> statement-breakpoint
ALTER TABLE "article_version" ADD COLUMN "files" jsonb GENERATED ALWAYS AS (jsonb_path_query_array(content, '$.fields.documents.*[*].files[*].sha256')) STORED;--> statement-breakpoint
CREATE INDEX "article_file_brought_at_index" ON "article_file" USING btree ("brought_at");--> statement-breakpoint
CREATE INDEX "article_proposal_files" ON "article_proposal" USING gin ("files");--> statement-breakpoint
CREATE INDEX "article_version_files" ON "article_version" USING gin ("files");