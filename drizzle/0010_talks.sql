-- Talks in the chat lie in parts by month, as tickets do (0008_months.sql).
CREATE TABLE "chat" (
	"id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"month" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"owner_id" uuid,
	"owner_name" text,
	"ended_at" timestamp with time zone,
	"ticket_id" uuid,
	"last_line" integer DEFAULT 0 NOT NULL,
	"read_line" integer DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"resident_typed_at" timestamp with time zone,
	"consultant_typed_at" timestamp with time zone,
	CONSTRAINT "chat_id_month_pk" PRIMARY KEY("id","month")
) PARTITION BY LIST ("month");
--> statement-breakpoint
CREATE TABLE "chat_line" (
	"chat_id" uuid NOT NULL,
	"month" integer NOT NULL,
	"n" integer NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"by" text NOT NULL,
	"name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "chat_line_chat_id_n_month_pk" PRIMARY KEY("chat_id","n","month"),
	CONSTRAINT "chat_line_chatId_id_month_unique" UNIQUE("chat_id","id","month")
) PARTITION BY LIST ("month");
--> statement-breakpoint
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
CREATE INDEX "chat_ticket_id_index" ON "chat" USING btree ("ticket_id") WHERE ticket_id is not null;--> statement-breakpoint
CREATE INDEX "chat_open" ON "chat" USING btree ("started_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "audit_entry_at_index" ON "audit_entry" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_entry_subject_index" ON "audit_entry" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "recording_month_index" ON "recording" USING btree ("month");--> statement-breakpoint
CREATE INDEX "recording_ticket_id_index" ON "recording" USING btree ("ticket_id") WHERE ticket_id is not null;--> statement-breakpoint
CREATE INDEX "recording_free" ON "recording" USING btree ("agent","started_at") WHERE ticket_id is null;
--> statement-breakpoint
-- As in 0008_months.sql, but for how it looks what there is.
CREATE OR REPLACE FUNCTION make_month(month integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	whole regclass;
	part text;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('lckm months'));
	FOR whole IN
		SELECT class.oid FROM pg_class class
		WHERE class.relkind = 'p' AND class.relnamespace = current_schema()::regnamespace
		ORDER BY class.relname
	LOOP
		part := format('%s_%s', whole, month);
		-- Looked for anew: a name that was asked for before the lock was had may still be remembered as missing.
		CONTINUE WHEN EXISTS (
			SELECT FROM pg_class made
			WHERE made.relname = part AND made.relnamespace = current_schema()::regnamespace);
		EXECUTE format('CREATE TABLE %I (LIKE %s INCLUDING ALL)', part, whole);
		EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I FOR VALUES IN (%s)', whole, part, month);
	END LOOP;
END $$;
--> statement-breakpoint
-- The months that there are get parts for talks too.
SELECT make_month(substring(part.relname from '\d+$')::int)
	FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid
	WHERE inhparent = 'ticket'::regclass;
