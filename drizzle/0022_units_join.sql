CREATE TABLE "unit_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"what" text NOT NULL,
	"before" text,
	"after" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit_joining" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"asked_side" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"note" text NOT NULL,
	"answer" text,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
ALTER TABLE "unit_joining" ADD CONSTRAINT "unit_joining_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "unit_change_at_index" ON "unit_change" USING btree ("at");--> statement-breakpoint
CREATE INDEX "unit_joining_unit_id_asked_at_index" ON "unit_joining" USING btree ("unit_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "unit_joining_open" ON "unit_joining" USING btree ("unit_id") WHERE answer is null;