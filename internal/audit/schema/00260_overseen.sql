-- +goose Up

-- For those who watch over the log: how many entries stand in the tree, which wait, and when it was signed last. No body, no hash.
CREATE VIEW audit_v_head AS SELECT id, size FROM audit_head;
CREATE VIEW audit_v_pending AS SELECT entry_id FROM audit_pending;
CREATE VIEW audit_v_checkpoint AS SELECT size, at FROM audit_checkpoint;
