CREATE TABLE "ticket_count" (
	"month" integer NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"ending" text NOT NULL,
	"unit" text NOT NULL,
	"tickets" integer NOT NULL,
	CONSTRAINT "ticket_count_month_channel_kind_ending_unit_pk" PRIMARY KEY("month","channel","kind","ending","unit")
);
