-- +goose Up

-- Code of what whoever referred answered, until somebody says that the answer stands in the referral; and whether the service wrote the
-- answer down as it was told. What is held with an answer now waits for it to be read.
ALTER TABLE referral ADD COLUMN answered_for text NOT NULL DEFAULT '';
ALTER TABLE referral_answer ADD COLUMN heard boolean NOT NULL DEFAULT false;
UPDATE referral SET answered_for = (SELECT a.asked FROM referral_answer a WHERE a.referral_id = referral.id ORDER BY a.answered_at DESC, a.id DESC LIMIT 1)
	WHERE state = 'held' AND EXISTS (SELECT 1 FROM referral_answer a WHERE a.referral_id = referral.id);
UPDATE referral SET reason = 'answered' WHERE answered_for <> '' AND reason = 'to_decide';
