-- +goose Up

-- What a worker contributed to another body's risk assessment. tell_by is 0 where the person agreed, or where telling
-- would not be safe.
CREATE TABLE case_contribution (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	agency      text NOT NULL,
	kind        text NOT NULL,
	agreed      text NOT NULL,
	what        bytea,
	why         bytea,
	on_date     text NOT NULL,
	tell_by     bigint NOT NULL,
	told_on     text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL
);
CREATE INDEX case_contribution_case ON case_contribution (case_id, on_date);
CREATE INDEX case_contribution_made ON case_contribution (on_date, kind);

CREATE VIEW casework_v_fact_contribution AS
	SELECT x.id AS contribution_id, x.case_id, c.person_id, c.service, c.folder_id, x.agency, x.kind, x.agreed, x.on_date, x.recorded_at
	FROM case_contribution x JOIN case_file c ON c.id = x.case_id;
