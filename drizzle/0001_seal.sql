-- The seal: versions of scopes are drawn as the last act of a transaction.
--
-- A transaction notes in sync_pending what enters or leaves which scope, and once in sync_seal that it
-- did. The deferred trigger on sync_seal fires when the transaction commits: it locks the rows of the
-- touched scopes, in one order so that two of them never wait for each other, and keeps the locks until
-- the commit is done. Version k+1 of a scope can therefore not be drawn before version k is visible or
-- gone, and a reader who sees version v of a scope sees every change up to v. No commit is missed,
-- and nobody waits for a transaction that merely is open.
--
-- The trigger fires once a transaction, not once a row: per row an import would take quadratic time.
-- Both working tables are unlogged: whatever a crash leaves in them belongs to a transaction that never was.
CREATE UNLOGGED TABLE "sync_pending" (
	"n" bigint GENERATED ALWAYS AS IDENTITY,
	"xid" xid8 DEFAULT pg_current_xact_id() NOT NULL,
	"scope" integer NOT NULL,
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	"hash" bigint NOT NULL,
	"body" text
);
--> statement-breakpoint
CREATE INDEX "sync_pending_xid" ON "sync_pending" ("xid");
--> statement-breakpoint
CREATE UNLOGGED TABLE "sync_seal" ("xid" xid8 PRIMARY KEY DEFAULT pg_current_xact_id());
--> statement-breakpoint
CREATE FUNCTION sync_seal() RETURNS trigger LANGUAGE plpgsql AS $$
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
		SELECT DISTINCT ON (scope, kind, id) scope, kind, id, hash, body
		FROM sync_pending WHERE xid = this_xid
		ORDER BY scope, kind, id, n DESC
	), effect AS (
		-- What readers of a scope cannot see makes no version of it.
		SELECT w.*, m.body IS NOT NULL AS was, coalesce(m.hash, 0) AS old_hash
		FROM last_word w LEFT JOIN sync_member m USING (scope, kind, id)
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
	INSERT INTO sync_member (scope, kind, id, version, hash, body)
	SELECT e.scope, e.kind, e.id, d.version, e.hash, e.body FROM effect e JOIN drawn d ON d.id = e.scope
	ON CONFLICT (scope, kind, id) DO UPDATE
		SET version = excluded.version, hash = excluded.hash, body = excluded.body;
	DELETE FROM sync_pending WHERE xid = this_xid;
	DELETE FROM sync_seal WHERE xid = this_xid;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER sync_seal AFTER INSERT ON sync_seal
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sync_seal();
