-- +goose Up

-- The SHA-256 of figures as they were kept, byte by byte, so that a word that was changed where it lies is found too. Empty: kept before
-- there was one; then its figures and commentary alone are put to the digest.
ALTER TABLE report_version ADD COLUMN figures_hash text NOT NULL DEFAULT '';
