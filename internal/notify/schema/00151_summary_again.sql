-- +goose Up

-- A summary that was given up is queued anew until the day is over: digest_at is when the day's was queued, digest_open
-- that it was not taken by the mail server yet.
ALTER TABLE notify_choice ADD COLUMN digest_at bigint NOT NULL DEFAULT 0;
ALTER TABLE notify_choice ADD COLUMN digest_open boolean NOT NULL DEFAULT false;
