-- +goose Up

-- Whether what was written is part of the return and handed in with it, or stands beside it: a question, an answer. What was
-- written before this was told apart stands beside, so that no return that was handed in is changed.
ALTER TABLE report_remark ADD COLUMN in_return boolean NOT NULL DEFAULT false;
