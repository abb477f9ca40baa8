-- +goose Up

-- What stands on a case in words, closed: for the index of the search.
CREATE VIEW casework_v_note AS SELECT folder_id, id AS row_id, note FROM case_note;
CREATE VIEW casework_v_session_note AS SELECT folder_id, id AS row_id, note FROM case_session;
CREATE VIEW casework_v_goal AS SELECT folder_id, id AS row_id, what FROM case_goal;
CREATE VIEW casework_v_issue AS SELECT folder_id, id AS row_id, what, number FROM case_issue;
CREATE VIEW casework_v_liaison AS SELECT folder_id, id AS row_id, what FROM case_liaison;

-- The search asks by folder; the tables are asked by case elsewhere.
CREATE INDEX case_session_folder ON case_session (folder_id);
CREATE INDEX case_goal_folder ON case_goal (folder_id);
CREATE INDEX case_issue_folder ON case_issue (folder_id);
CREATE INDEX case_liaison_folder ON case_liaison (folder_id);
