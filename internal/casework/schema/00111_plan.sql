-- +goose Up

-- Who the goal was agreed with. A goal of before was agreed with the person.
ALTER TABLE case_goal ADD COLUMN agreed_with text NOT NULL DEFAULT 'person';

-- A step of the plan: who does what by when. It may belong to a goal.
CREATE TABLE case_action (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	goal_id     text NOT NULL,
	what        bytea,
	owner       text NOT NULL,
	agency      bytea,
	due_on      text NOT NULL,
	state       text NOT NULL,
	settled_on  text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL,
	CONSTRAINT case_action_owner CHECK (owner IN ('worker', 'person', 'agency'))
);
CREATE INDEX case_action_case ON case_action (case_id, recorded_at);

-- How a goal or a step read before somebody changed it. Nothing that was agreed is lost.
CREATE TABLE case_plan_past (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	kind        text NOT NULL,
	of_id       text NOT NULL,
	version     integer NOT NULL,
	what        bytea,
	agency      bytea,
	state       text NOT NULL,
	on_date     text NOT NULL,
	by_account  text NOT NULL,
	replaced_at bigint NOT NULL,
	CONSTRAINT case_plan_past_once UNIQUE (of_id, version)
);
CREATE INDEX case_plan_past_case ON case_plan_past (case_id, replaced_at);

-- How often and by which way the person hears from us, as agreed; the latest is in force, those before
-- it are kept.
CREATE TABLE case_follow_up (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	every_days  integer NOT NULL,
	method      text NOT NULL,
	agreed_on   text NOT NULL,
	until_on    text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	version     integer NOT NULL,
	CONSTRAINT case_follow_up_once UNIQUE (case_id, version)
);

CREATE VIEW casework_v_fact_goal AS
	SELECT g.id AS goal_id, g.case_id, c.service, c.folder_id, g.state, g.agreed_with, g.agreed_on, g.recorded_at
	FROM case_goal g JOIN case_file c ON c.id = g.case_id;

CREATE VIEW casework_v_fact_action AS
	SELECT a.id AS action_id, a.case_id, c.service, c.folder_id, a.owner, a.state, a.due_on, a.settled_on, a.recorded_at
	FROM case_action a JOIN case_file c ON c.id = a.case_id;
