CREATE TABLE "satisfaction_count" (
	"month" integer NOT NULL,
	"unit_id" uuid,
	"kind" text NOT NULL,
	"answer" text NOT NULL,
	"answers" integer NOT NULL,
	CONSTRAINT "satisfaction_count_of" UNIQUE NULLS NOT DISTINCT("month","unit_id","kind","answer")
);
