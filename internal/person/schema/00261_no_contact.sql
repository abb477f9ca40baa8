-- +goose Up

-- How many people asked not to be contacted, by what they asked about: no key, and nobody. One person’s asking is several rows of one entry.
CREATE INDEX do_not_contact_scope ON do_not_contact (scope, until_at);
CREATE VIEW person_v_no_contact AS SELECT scope, until_at, last_entry FROM do_not_contact;
