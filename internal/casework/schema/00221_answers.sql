-- +goose Up

-- What came back of each referral to another service, so that a return can tell how it stood on a day. A chase changes nothing.
CREATE VIEW casework_v_fact_onward_answer AS
	SELECT a.id AS answer_id, a.onward_id, a.status, a.reason, a.on_date, a.recorded_at
	FROM case_onward_answer a
	WHERE a.status <> 'chased';
