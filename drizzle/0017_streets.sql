CREATE TABLE "street" (
	"name" text PRIMARY KEY NOT NULL
);
