-- +goose Up

-- What came of it: offered, asked, granted, booked. Of an outcome: by when the person is told, and when
-- they were.
ALTER TABLE case_court ADD COLUMN answer text NOT NULL DEFAULT '';
ALTER TABLE case_court ADD COLUMN tell_by bigint NOT NULL DEFAULT 0;
ALTER TABLE case_court ADD COLUMN told_on text NOT NULL DEFAULT '';

-- Advice on the powers there are against anti-social behaviour: each power once a day.
CREATE TABLE case_power (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	code        text NOT NULL,
	note        bytea,
	on_date     text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL
);
CREATE INDEX case_power_case ON case_power (case_id, on_date);
CREATE INDEX case_power_advised ON case_power (on_date, code);

-- What came back from the service somebody was referred on to; a chase is a row that changes nothing.
CREATE TABLE case_onward_answer (
	id          text PRIMARY KEY,
	onward_id   text NOT NULL REFERENCES case_onward (id),
	case_id     text NOT NULL,
	folder_id   text NOT NULL,
	status      text NOT NULL,
	reason      text NOT NULL,
	words       bytea,
	on_date     text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL
);
CREATE INDEX case_onward_answer_case ON case_onward_answer (case_id, recorded_at);
CREATE INDEX case_onward_answer_of ON case_onward_answer (onward_id, status);
ALTER TABLE case_onward ADD COLUMN reason text NOT NULL DEFAULT '';
ALTER TABLE case_onward ADD COLUMN answered_on text NOT NULL DEFAULT '';
ALTER TABLE case_onward ADD COLUMN accepted_on text NOT NULL DEFAULT '';
ALTER TABLE case_onward ADD COLUMN ended_on text NOT NULL DEFAULT '';
ALTER TABLE case_onward ADD COLUMN version integer NOT NULL DEFAULT 1;

-- A need for which no service can be reached: a gap in what there is.
ALTER TABLE case_need ADD COLUMN gap_on text NOT NULL DEFAULT '';
ALTER TABLE case_need ADD COLUMN gap_at bigint NOT NULL DEFAULT 0;

-- The one page a coach is given; the latest is in force, those before it are kept.
CREATE TABLE case_coach_referral (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	why         bytea,
	wants       bytea,
	risks       bytea,
	contact     bytea,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	version     integer NOT NULL,
	CONSTRAINT case_coach_referral_once UNIQUE (case_id, version)
);

DROP VIEW casework_v_fact_court;
DROP VIEW casework_v_fact_onward;
DROP VIEW casework_v_fact_need;

-- Support at court: what stage a matter has reached, and how it ended, are no help given.
CREATE VIEW casework_v_fact_court AS
	SELECT k.id AS court_id, k.case_id, c.service, c.folder_id, k.kind, k.answer, k.on_date, k.told_on, k.recorded_at
	FROM case_court k JOIN case_file c ON c.id = k.case_id
	WHERE k.kind <> 'stage' AND k.kind <> 'outcome';

CREATE VIEW casework_v_fact_onward AS
	SELECT o.id AS onward_id, o.case_id, c.service, c.folder_id, o.code, o.status, o.reason, o.made_on, o.answered_on, o.accepted_on,
		o.ended_on, o.recorded_at
	FROM case_onward o JOIN case_file c ON c.id = o.case_id;

CREATE VIEW casework_v_fact_need AS
	SELECT n.case_id, c.service, c.folder_id, n.kind, n.code, n.noted_on, n.met_on, n.gap_on, n.recorded_at
	FROM case_need n JOIN case_file c ON c.id = n.case_id;

CREATE VIEW casework_v_fact_power AS
	SELECT p.id AS power_id, p.case_id, c.service, c.folder_id, p.code, p.on_date, p.recorded_at
	FROM case_power p JOIN case_file c ON c.id = p.case_id;
