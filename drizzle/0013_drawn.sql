ALTER TABLE "blob" ADD COLUMN "drawn" text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
CREATE INDEX "blob_waiting" ON "blob" USING btree ("uploaded_at") WHERE drawn = 'waiting';