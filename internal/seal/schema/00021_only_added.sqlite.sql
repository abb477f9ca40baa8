-- +goose Up

-- The ledger of erasures is only ever added to.

-- +goose StatementBegin
CREATE TRIGGER seal_erasure_no_update BEFORE UPDATE ON seal_erasure
BEGIN SELECT RAISE(ABORT, 'rows of seal_erasure are only ever added'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER seal_erasure_no_delete BEFORE DELETE ON seal_erasure
BEGIN SELECT RAISE(ABORT, 'rows of seal_erasure are only ever added'); END;
-- +goose StatementEnd
