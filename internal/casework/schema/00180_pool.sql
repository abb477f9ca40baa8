-- +goose Up

-- The two halves of a service's open cases: what nobody has taken, and what somebody has. My day asks
-- for the first by the stages that are for the worker's role, the lists for either as a whole; each stops
-- after a page, however many there are of the other half.
CREATE INDEX case_file_pool ON case_file (service, state, stage, stage_due_at, id) WHERE state = 'open' AND worker = '';
CREATE INDEX case_file_unowned ON case_file (service, state, stage_due_at, id) WHERE state = 'open' AND worker = '';
CREATE INDEX case_file_team ON case_file (service, state, stage_due_at, id) WHERE state = 'open' AND worker <> '';
