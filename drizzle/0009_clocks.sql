CREATE TABLE "time_limit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid,
	"category_id" uuid,
	"take_on_hours" integer NOT NULL,
	"report_hours" integer NOT NULL,
	CONSTRAINT "time_limit_unitId_categoryId_unique" UNIQUE NULLS NOT DISTINCT("unit_id","category_id")
);
--> statement-breakpoint
ALTER TABLE "time_limit" ADD CONSTRAINT "time_limit_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_limit" ADD CONSTRAINT "time_limit_category_id_category_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."category"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ticket_open" ON "ticket" USING btree ("id") WHERE status <> 'ended';