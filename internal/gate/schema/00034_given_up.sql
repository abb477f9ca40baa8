-- +goose Up

-- An effect that was tried as often as effects are is dead until somebody has it tried again, or leaves it: given_up_at is
-- when, left_why the code of why it was left. Those from before are taken to have been given up at the beginning of time.
ALTER TABLE outbox ADD COLUMN given_up_at bigint NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN left_why text NOT NULL DEFAULT '';
CREATE INDEX outbox_given_up ON outbox (given_up_at, id) WHERE state = 'dead' AND left_why = '';
