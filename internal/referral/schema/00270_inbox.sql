-- +goose Up

-- The inbox and its counts ask of each referral whether its folder may be seen: with the folder in the index, a
-- referral that is only counted is not read.
DROP INDEX referral_inbox;
CREATE INDEX referral_inbox ON referral (service, state, clock_due_at, id, folder_id);
