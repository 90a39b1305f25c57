-- What belongs to a ticket lies in parts by the month of its registration (R3.2), so that a month leaves
-- by dropping its parts: as long as it takes, however many tickets it had. The same holds for what devices
-- are told of tickets; what has no end (the Knowledge Base, say) lies in a part of its own, month 0.
-- The old tables step aside, and the new ones take over what is in them.
CREATE SCHEMA "before_months";
--> statement-breakpoint
ALTER TABLE "ticket" SET SCHEMA "before_months";
--> statement-breakpoint
ALTER TABLE "ticket_event" SET SCHEMA "before_months";
--> statement-breakpoint
ALTER TABLE "ticket_blob" SET SCHEMA "before_months";
--> statement-breakpoint
ALTER TABLE "sync_member" SET SCHEMA "before_months";
--> statement-breakpoint
CREATE TABLE "ticket" (
	"month" integer NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"receipt_code" text NOT NULL,
	"status" text NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"state" jsonb NOT NULL,
	"channel" text GENERATED ALWAYS AS (state->>'channel') STORED,
	"kind" text GENERATED ALWAYS AS (state->>'kind') STORED,
	"ending" text GENERATED ALWAYS AS (state->>'ending') STORED,
	"unit" text GENERATED ALWAYS AS (state->'competent'->>'unitId') STORED,
	CONSTRAINT "ticket_id_month_pk" PRIMARY KEY("id","month"),
	CONSTRAINT "ticket_number_month_unique" UNIQUE("number","month"),
	CONSTRAINT "ticket_receiptCode_month_unique" UNIQUE("receipt_code","month")
) PARTITION BY LIST ("month");
--> statement-breakpoint
CREATE TABLE "ticket_event" (
	"month" integer NOT NULL,
	"ticket_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"command_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "ticket_event_ticket_id_position_month_pk" PRIMARY KEY("ticket_id","position","month")
) PARTITION BY LIST ("month");
--> statement-breakpoint
CREATE TABLE "ticket_blob" (
	"month" integer NOT NULL,
	"ticket_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "ticket_blob_ticket_id_sha256_month_pk" PRIMARY KEY("ticket_id","sha256","month")
) PARTITION BY LIST ("month");
--> statement-breakpoint
CREATE INDEX "ticket_blob_sha256_index" ON "ticket_blob" USING btree ("sha256");
--> statement-breakpoint
CREATE TABLE "sync_member" (
	"scope" integer NOT NULL,
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	"month" integer DEFAULT 0 NOT NULL,
	"version" bigint NOT NULL,
	"hash" bigint NOT NULL,
	"body" text,
	CONSTRAINT "sync_member_scope_kind_id_month_pk" PRIMARY KEY("scope","kind","id","month")
) PARTITION BY LIST ("month");
--> statement-breakpoint
CREATE INDEX "sync_delta" ON "sync_member" USING btree ("scope","version");
--> statement-breakpoint
CREATE TABLE "sync_member_lasting" PARTITION OF "sync_member" FOR VALUES IN (0);
--> statement-breakpoint
-- Makes the part of a month in every table that has parts; what is there already stays as it is.
-- The parts are made beside the tables and then attached: unlike making them in place, that neither
-- waits for whoever reads or writes nor holds them up.
CREATE FUNCTION make_month(month integer) RETURNS void LANGUAGE plpgsql AS $$
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
		CONTINUE WHEN to_regclass(part) IS NOT NULL;
		EXECUTE format('CREATE TABLE %I (LIKE %s INCLUDING ALL)', part, whole);
		EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I FOR VALUES IN (%s)', whole, part, month);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "before_months"."place" AS
	SELECT id, extract(year FROM at)::int * 12 + extract(month FROM at)::int - 1 AS month
	FROM (SELECT id, registered_at AT TIME ZONE 'Europe/Warsaw' AS at FROM "before_months"."ticket") registered;
--> statement-breakpoint
SELECT make_month(month) FROM (SELECT DISTINCT month FROM "before_months"."place") months;
--> statement-breakpoint
INSERT INTO "ticket" (month, id, number, receipt_code, status, registered_at, state)
	SELECT month, id, number, receipt_code, status, registered_at, state
	FROM "before_months"."ticket" JOIN "before_months"."place" USING (id);
--> statement-breakpoint
INSERT INTO "ticket_event" (month, ticket_id, position, command_id, at, event)
	SELECT month, ticket_id, position, command_id, at, event
	FROM "before_months"."ticket_event" JOIN "before_months"."place" ON place.id = ticket_id;
--> statement-breakpoint
INSERT INTO "ticket_blob" (month, ticket_id, sha256)
	SELECT month, ticket_id, sha256
	FROM "before_months"."ticket_blob" JOIN "before_months"."place" ON place.id = ticket_id;
--> statement-breakpoint
-- That a ticket left a scope and is gone since need not be told any more: devices end it by themselves.
INSERT INTO "sync_member" (scope, kind, id, month, version, hash, body)
	SELECT scope, kind, id, coalesce(month, 0), version, hash, body
	FROM "before_months"."sync_member" LEFT JOIN "before_months"."place" USING (id)
	WHERE kind <> 'ticket' OR month IS NOT NULL;
--> statement-breakpoint
DROP SCHEMA "before_months" CASCADE;
--> statement-breakpoint
ALTER TABLE "sync_pending" ADD COLUMN "month" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- As in 0001_seal.sql, with the month beside the id. A ticket never changes its month.
CREATE OR REPLACE FUNCTION sync_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	this_xid xid8 := pg_current_xact_id();
	-- Sums stay below 2^48, exact in a double.
	modulus CONSTANT bigint := 281474976710656;
	touched integer[];
BEGIN
	SELECT array_agg(DISTINCT scope) INTO touched FROM sync_pending WHERE xid = this_xid;
	IF touched IS NULL THEN
		DELETE FROM sync_seal WHERE xid = this_xid;
		RETURN NULL;
	END IF;
	PERFORM 1 FROM sync_scope WHERE id = ANY (touched) ORDER BY id FOR UPDATE;
	WITH last_word AS (
		SELECT DISTINCT ON (scope, kind, id) scope, kind, id, month, hash, body
		FROM sync_pending WHERE xid = this_xid
		ORDER BY scope, kind, id, n DESC
	), effect AS (
		-- What readers of a scope cannot see makes no version of it.
		SELECT w.*, m.body IS NOT NULL AS was, coalesce(m.hash, 0) AS old_hash
		FROM last_word w LEFT JOIN sync_member m USING (scope, kind, id, month)
		WHERE CASE WHEN w.body IS NULL THEN m.body IS NOT NULL
			ELSE m.body IS NULL OR m.hash <> w.hash END
	), change AS (
		SELECT scope,
			sum((body IS NOT NULL)::int - was::int) AS rows,
			sum(CASE WHEN body IS NULL THEN 0 ELSE hash END - CASE WHEN was THEN old_hash ELSE 0 END) AS hashes
		FROM effect GROUP BY scope
	), drawn AS (
		UPDATE sync_scope s SET
			version = s.version + 1,
			count = s.count + c.rows,
			sum = (((s.sum + c.hashes) % modulus) + modulus) % modulus
		FROM change c WHERE s.id = c.scope
		RETURNING s.id, s.version, s.sum
	), remembered AS (
		INSERT INTO sync_history (scope, version, sum) SELECT id, version, sum FROM drawn
	)
	INSERT INTO sync_member (scope, kind, id, month, version, hash, body)
	SELECT e.scope, e.kind, e.id, e.month, d.version, e.hash, e.body
	FROM effect e JOIN drawn d ON d.id = e.scope
	ON CONFLICT (scope, kind, id, month) DO UPDATE
		SET version = excluded.version, hash = excluded.hash, body = excluded.body;
	DELETE FROM sync_pending WHERE xid = this_xid;
	DELETE FROM sync_seal WHERE xid = this_xid;
	RETURN NULL;
END $$;
