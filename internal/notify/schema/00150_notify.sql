-- +goose Up

-- How somebody wants to be written to. digest_hour is -1 for nobody who did not ask for one; digest_on is
-- the last day for which one was queued.
CREATE TABLE notify_choice (
	account_id  text PRIMARY KEY,
	digest_hour integer NOT NULL,
	given       boolean NOT NULL,
	broken      boolean NOT NULL,
	digest_on   text NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL
);
CREATE INDEX notify_choice_digest ON notify_choice (digest_on, digest_hour) WHERE digest_hour >= 0;

-- What somebody was told at once: each thing once. Ids, no words; folder_id is empty for a role.
-- at is when the letter was queued, sent_at when it was settled: it left, or had nothing to say; 0: not yet.
CREATE TABLE notify_told (
	account_id text NOT NULL,
	kind       text NOT NULL,
	subject    text NOT NULL,
	folder_id  text NOT NULL,
	mail       text NOT NULL,
	at         bigint NOT NULL,
	sent_at    bigint NOT NULL,
	PRIMARY KEY (account_id, kind, subject)
);
CREATE INDEX notify_told_mail ON notify_told (mail);
CREATE INDEX notify_told_folder ON notify_told (folder_id);
