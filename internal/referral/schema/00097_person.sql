-- +goose Up

CREATE INDEX referral_person ON referral (person_id, received_at);
