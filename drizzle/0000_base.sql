CREATE SEQUENCE "public"."ticket_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "category" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"hint" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"cell_id" uuid,
	CONSTRAINT "category_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "place" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "place_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"kind" text NOT NULL,
	"parent_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "unit_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "device" (
	"id" uuid PRIMARY KEY NOT NULL,
	"class" text NOT NULL,
	"name" text NOT NULL,
	"place_id" uuid NOT NULL,
	"token_hash" text,
	"enrolled_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone,
	CONSTRAINT "device_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "pairing_code" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"roles" text[] NOT NULL,
	"desk" text,
	"unit_id" uuid,
	"cell_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "person_login_unique" UNIQUE("login")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ka" text NOT NULL,
	"content" jsonb NOT NULL,
	"unit_id" uuid NOT NULL,
	"cell_id" uuid,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "article_ka_unique" UNIQUE("ka")
);
--> statement-breakpoint
CREATE TABLE "blob" (
	"sha256" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"uploaded_by" text NOT NULL,
	"uploaded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"receipt_code" text NOT NULL,
	"status" text NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"state" jsonb NOT NULL,
	CONSTRAINT "ticket_number_unique" UNIQUE("number"),
	CONSTRAINT "ticket_receiptCode_unique" UNIQUE("receipt_code")
);
--> statement-breakpoint
CREATE TABLE "ticket_blob" (
	"ticket_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "ticket_blob_ticket_id_sha256_pk" PRIMARY KEY("ticket_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "ticket_event" (
	"ticket_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"command_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "ticket_event_ticket_id_position_pk" PRIMARY KEY("ticket_id","position")
);
--> statement-breakpoint
CREATE TABLE "sync_client" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_command" (
	"client" uuid NOT NULL,
	"seq" integer NOT NULL,
	"id" uuid NOT NULL,
	"subject" uuid NOT NULL,
	"name" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome" jsonb,
	CONSTRAINT "sync_command_client_seq_pk" PRIMARY KEY("client","seq")
);
--> statement-breakpoint
CREATE TABLE "sync_failure" (
	"client" uuid NOT NULL,
	"seq" integer NOT NULL,
	"attempts" integer NOT NULL,
	"quarantined" boolean DEFAULT false NOT NULL,
	"error" text NOT NULL,
	"command" jsonb,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_failure_client_seq_pk" PRIMARY KEY("client","seq")
);
--> statement-breakpoint
CREATE TABLE "sync_history" (
	"scope" integer NOT NULL,
	"version" bigint NOT NULL,
	"sum" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_history_scope_version_pk" PRIMARY KEY("scope","version")
);
--> statement-breakpoint
CREATE TABLE "sync_member" (
	"scope" integer NOT NULL,
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"hash" bigint NOT NULL,
	"body" text,
	CONSTRAINT "sync_member_scope_kind_id_pk" PRIMARY KEY("scope","kind","id")
);
--> statement-breakpoint
CREATE TABLE "sync_scope" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sync_scope_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	"count" bigint DEFAULT 0 NOT NULL,
	"sum" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "sync_scope_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "category" ADD CONSTRAINT "category_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "category" ADD CONSTRAINT "category_cell_id_unit_id_fk" FOREIGN KEY ("cell_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_id_unit_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device" ADD CONSTRAINT "device_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_code" ADD CONSTRAINT "pairing_code_device_id_device_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."device"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_cell_id_unit_id_fk" FOREIGN KEY ("cell_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article" ADD CONSTRAINT "article_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article" ADD CONSTRAINT "article_cell_id_unit_id_fk" FOREIGN KEY ("cell_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_blob" ADD CONSTRAINT "ticket_blob_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_blob" ADD CONSTRAINT "ticket_blob_sha256_blob_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."blob"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_event" ADD CONSTRAINT "ticket_event_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_command" ADD CONSTRAINT "sync_command_client_sync_client_id_fk" FOREIGN KEY ("client") REFERENCES "public"."sync_client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_person_id_index" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "article_unit_id_index" ON "article" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "blob_uploaded_at_index" ON "blob" USING btree ("uploaded_at");--> statement-breakpoint
CREATE INDEX "ticket_registered_at_index" ON "ticket" USING btree ("registered_at");--> statement-breakpoint
CREATE INDEX "ticket_blob_sha256_index" ON "ticket_blob" USING btree ("sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_command_id_index" ON "sync_command" USING btree ("id");--> statement-breakpoint
CREATE INDEX "sync_delta" ON "sync_member" USING btree ("scope","version");