CREATE TABLE "device_store" (
	"device_id" uuid NOT NULL,
	"owner" text NOT NULL,
	"store" uuid NOT NULL,
	"waiting" integer NOT NULL,
	"waiting_since" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	"lost_at" timestamp with time zone,
	"lost_waiting" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "device_store_device_id_owner_pk" PRIMARY KEY("device_id","owner")
);
--> statement-breakpoint
ALTER TABLE "device_store" ADD CONSTRAINT "device_store_device_id_device_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."device"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sync_member_ticket" ON "sync_member" USING btree ("id") WHERE kind = 'ticket' and body is not null;