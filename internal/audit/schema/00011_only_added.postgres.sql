-- +goose Up

-- What the log is proved from is only ever added to, whoever writes. (audit_entry is held so by store.)

-- +goose StatementBegin
CREATE FUNCTION audit_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME; END $$;
-- +goose StatementEnd

CREATE TRIGGER audit_leaf_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_leaf
FOR EACH STATEMENT EXECUTE FUNCTION audit_only_added();

CREATE TRIGGER audit_subject_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_subject
FOR EACH STATEMENT EXECUTE FUNCTION audit_only_added();

CREATE TRIGGER audit_checkpoint_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION audit_only_added();
