CREATE TABLE "article_opinion" (
	"day" date NOT NULL,
	"ka" text NOT NULL,
	"helped" boolean NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "article_opinion_day_ka_helped_pk" PRIMARY KEY("day","ka","helped")
);
--> statement-breakpoint
CREATE TABLE "search_count" (
	"day" date NOT NULL,
	"query" text NOT NULL,
	"ka" text DEFAULT '' NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "search_count_day_query_ka_pk" PRIMARY KEY("day","query","ka")
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"groups" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	CONSTRAINT "search_words_one" CHECK (single)
);
