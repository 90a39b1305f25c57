CREATE TABLE "sync_bundle" (
	"scope" integer NOT NULL,
	"version" bigint NOT NULL,
	"sum" bigint NOT NULL,
	"packs" text[] NOT NULL,
	"cut_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_bundle_scope_version_pk" PRIMARY KEY("scope","version")
);
--> statement-breakpoint
CREATE TABLE "sync_pack" (
	"scope" integer NOT NULL,
	"name" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "sync_pack_scope_name_pk" PRIMARY KEY("scope","name")
);
