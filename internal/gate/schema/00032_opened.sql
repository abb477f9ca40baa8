-- +goose Up

-- Which entry of the log opened a folder: a row of the folder that another entry wrote last was changed since.
CREATE VIEW gate_v_opened AS
	SELECT id AS folder_id, service, last_entry AS entry_id, opened_at FROM folder;
