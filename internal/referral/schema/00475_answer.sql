-- +goose Up

-- What whoever referred answered to what they were asked.
CREATE TABLE referral_answer (
	id          text PRIMARY KEY,
	referral_id text NOT NULL REFERENCES referral (id),
	asked       text NOT NULL,
	said        bytea NOT NULL,
	answered_by text NOT NULL,
	answered_at bigint NOT NULL,
	last_entry  text NOT NULL
);
CREATE INDEX referral_answer_of ON referral_answer (referral_id, answered_at, id);
