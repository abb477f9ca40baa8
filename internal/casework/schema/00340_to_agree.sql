-- +goose Up

-- How many priorities are still to be agreed with the police is asked on My day: by the stage that asks for it, not among all open
-- cases of the service.
CREATE INDEX case_file_stage ON case_file (service, stage, stage_due_at, id, folder_id) WHERE state = 'open';
