-- +goose Up

-- Advice that was all somebody needed: a whole service, without a case. One row for each kind.
CREATE TABLE referral_advice (
	referral_id text NOT NULL REFERENCES referral (id),
	kind        text NOT NULL,
	given_on    text NOT NULL,
	pointed_to  text NOT NULL,
	given_by    text NOT NULL,
	recorded_at bigint NOT NULL,
	last_entry  text NOT NULL,
	PRIMARY KEY (referral_id, kind)
);

CREATE VIEW referral_v_fact_advice AS
	SELECT a.referral_id, r.folder_id, r.person_id, r.service, a.kind, a.given_on, a.recorded_at
	FROM referral_advice a JOIN referral r ON r.id = a.referral_id;
