-- +goose Up

-- What the door knew of a referral for the rules of its service and no other column says (the force and unit, whether it happened before, how
-- hard it hit): codes, so that a changed file can be tried on past referrals. Of those from before this it is not known.
ALTER TABLE referral ADD COLUMN facts text NOT NULL DEFAULT '';
