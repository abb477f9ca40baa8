-- +goose Up

-- When something was told of a case after its risk was looked at last, or before anybody looked; 0: nothing was. It is written by what
-- writes down what was told, and taken away by what looks at the risk.
ALTER TABLE case_file ADD COLUMN told_at bigint NOT NULL DEFAULT 0;
UPDATE case_file SET told_at = COALESCE((
	SELECT max(i.recorded_at) FROM case_issue i
	WHERE i.case_id = case_file.id AND i.recorded_at > COALESCE((
		SELECT max(b.assessed_at) FROM assessment_v_asked b WHERE b.folder_id = case_file.folder_id AND b.band <> ''), 0)), 0);

-- Of the cases that nobody has taken, those that wait for somebody because of it: few of many.
CREATE INDEX case_file_told ON case_file (service, told_at, id) WHERE state = 'open' AND worker = '' AND told_at > 0;
