-- +goose Up

-- What came of the rows of a list that were tried out so far: a long one is tried out a few hundred rows at a time. What
-- she said of a list is kept in another form than before, so that one that waits is tried out anew.
ALTER TABLE intake_list ADD COLUMN trying text NOT NULL DEFAULT '';
UPDATE intake_list SET columns = NULL, tried = '' WHERE batch_id = '';
