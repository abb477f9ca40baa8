-- +goose Up

-- What is counted of the cases that nobody has, to a hundred, is asked folder by folder whether it may be seen. Counted in the order of
-- their folders, as grants are, a hundred stand in a few places of the grants and not in a hundred. The list in the order of
-- due has case_file_pool_due.
DROP INDEX case_file_pool;
CREATE INDEX case_file_pool ON case_file (service, state, stage, folder_id, referral_id) WHERE state = 'open' AND worker = '';
