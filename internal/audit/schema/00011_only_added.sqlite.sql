-- +goose Up

-- What the log is proved from is only ever added to, whoever writes. (audit_entry is held so by store.)

-- +goose StatementBegin
CREATE TRIGGER audit_leaf_no_update BEFORE UPDATE ON audit_leaf
BEGIN SELECT RAISE(ABORT, 'rows of audit_leaf are only ever added'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_leaf_no_delete BEFORE DELETE ON audit_leaf
BEGIN SELECT RAISE(ABORT, 'rows of audit_leaf are only ever added'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_subject_no_update BEFORE UPDATE ON audit_subject
BEGIN SELECT RAISE(ABORT, 'rows of audit_subject are only ever added'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_subject_no_delete BEFORE DELETE ON audit_subject
BEGIN SELECT RAISE(ABORT, 'rows of audit_subject are only ever added'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'rows of audit_checkpoint are only ever added'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'rows of audit_checkpoint are only ever added'); END;
-- +goose StatementEnd
