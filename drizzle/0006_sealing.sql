CREATE TABLE "sealing_key" (
	"kid" text PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"private_key" "bytea" NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"replaced_at" timestamp with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "sealing_key_current" ON "sealing_key" USING btree ((true)) WHERE "sealing_key"."replaced_at" is null;