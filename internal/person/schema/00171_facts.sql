-- +goose Up

-- Which folders are about people who look alike, and what was decided about it.
CREATE VIEW person_v_fact_link AS
	SELECT folder_id, other_folder_id, state FROM link_proposal;
