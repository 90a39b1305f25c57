CREATE TABLE "chat" (
	"id" uuid PRIMARY KEY NOT NULL,
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
	"consultant_typed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "chat_line" (
	"chat_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"by" text NOT NULL,
	"name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "chat_line_chat_id_n_pk" PRIMARY KEY("chat_id","n"),
	CONSTRAINT "chat_line_chatId_id_unique" UNIQUE("chat_id","id")
);
--> statement-breakpoint
ALTER TABLE "chat" ADD CONSTRAINT "chat_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_line" ADD CONSTRAINT "chat_line_chat_id_chat_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chat"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chat_month_index" ON "chat" USING btree ("month");--> statement-breakpoint
CREATE INDEX "chat_ticket_id_index" ON "chat" USING btree ("ticket_id") WHERE ticket_id is not null;--> statement-breakpoint
CREATE INDEX "chat_open" ON "chat" USING btree ("started_at") WHERE ended_at is null;