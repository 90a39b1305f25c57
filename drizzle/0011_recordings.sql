CREATE TABLE "audit_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"action" text NOT NULL,
	"subject" uuid NOT NULL,
	"ticket_id" uuid,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recording" (
	"id" uuid PRIMARY KEY NOT NULL,
	"call" text NOT NULL,
	"month" integer NOT NULL,
	"ticket_id" uuid,
	"agent" text DEFAULT '' NOT NULL,
	"started_at" timestamp with time zone,
	"seconds" integer,
	"type" text,
	"bytes" integer,
	"sha256" text,
	CONSTRAINT "recording_call_unique" UNIQUE("call"),
	CONSTRAINT "recording_whole" CHECK ((sha256 is null) = (started_at is null))
);
--> statement-breakpoint
CREATE INDEX "audit_entry_at_index" ON "audit_entry" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_entry_subject_index" ON "audit_entry" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "recording_month_index" ON "recording" USING btree ("month");--> statement-breakpoint
CREATE INDEX "recording_ticket_id_index" ON "recording" USING btree ("ticket_id") WHERE ticket_id is not null;--> statement-breakpoint
CREATE INDEX "recording_free" ON "recording" USING btree ("agent","started_at") WHERE ticket_id is null;