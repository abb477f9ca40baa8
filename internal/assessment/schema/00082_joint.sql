-- +goose Up

-- A judgement made together with another body: what we make of it (the grades are its answers), what they
-- make of it, and how that was agreed. A change is a new asking with a row of its own here.
CREATE TABLE joint_priority (
	assessment_id  text PRIMARY KEY REFERENCES assessment (id),
	folder_id      text NOT NULL,
	instrument     text NOT NULL,
	priority       text NOT NULL,
	their_priority text NOT NULL,
	counts         text NOT NULL,
	how            text NOT NULL,
	officer        bytea,
	signed_by      text NOT NULL,
	agreed_at      bigint NOT NULL,
	state          text NOT NULL,
	made_at        bigint NOT NULL,
	version        integer NOT NULL,
	last_entry     text NOT NULL,
	CONSTRAINT joint_priority_state CHECK (state IN ('waiting', 'agreed', 'differs', 'replaced'))
);
CREATE INDEX joint_priority_folder ON joint_priority (folder_id, made_at);
CREATE INDEX joint_priority_waiting ON joint_priority (made_at, assessment_id) WHERE state = 'waiting';

-- One dimension: why we graded it so, what filled it in, what they graded it and why. Their grade is empty
-- where they see it as we do.
CREATE TABLE joint_grade (
	assessment_id text NOT NULL REFERENCES joint_priority (assessment_id),
	dimension     text NOT NULL,
	grade         text NOT NULL,
	filled_in     text NOT NULL,
	why           bytea,
	their_grade   text NOT NULL,
	their_why     bytea,
	PRIMARY KEY (assessment_id, dimension)
);

CREATE TABLE joint_source (
	assessment_id text NOT NULL REFERENCES joint_priority (assessment_id),
	source        text NOT NULL,
	PRIMARY KEY (assessment_id, source)
);

-- The latest joint judgement of each folder, in clear.
CREATE VIEW assessment_v_joint AS
	SELECT j.assessment_id, j.folder_id, j.instrument, j.priority, j.their_priority, j.counts, j.how, j.state, j.agreed_at, j.made_at
	FROM joint_priority j WHERE j.state <> 'replaced';

-- Every joint judgement, for returns: how it was agreed, and whether both saw it alike.
CREATE VIEW assessment_v_fact_joint AS
	SELECT j.assessment_id, j.folder_id, j.instrument, j.priority, j.their_priority, j.counts, j.how, j.state, a.assessed_on, j.agreed_at,
		j.made_at AS recorded_at
	FROM joint_priority j JOIN assessment a ON a.id = j.assessment_id;
