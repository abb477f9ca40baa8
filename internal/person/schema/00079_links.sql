-- +goose Up

-- The inbox asks of each referral whether a link is to be decided, and with whom: the index answers it alone.
DROP INDEX link_proposal_state;
CREATE INDEX link_proposal_open ON link_proposal (state, folder_id, other_folder_id);
