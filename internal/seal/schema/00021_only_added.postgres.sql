-- +goose Up

-- The ledger of erasures is only ever added to.

-- +goose StatementBegin
CREATE FUNCTION seal_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME; END $$;
-- +goose StatementEnd

CREATE TRIGGER seal_erasure_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON seal_erasure
FOR EACH STATEMENT EXECUTE FUNCTION seal_only_added();
