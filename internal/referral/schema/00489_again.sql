-- +goose Up

-- When somebody who asks for help themselves sent the same again, last: 0 where they did not.
ALTER TABLE referral ADD COLUMN again_at bigint NOT NULL DEFAULT 0;
