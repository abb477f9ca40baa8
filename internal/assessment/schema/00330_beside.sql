-- +goose Up

-- A score by a matrix that is not the one the service's file goes by for the risk: it is kept and shown, and its band stands
-- for nothing. As the file said when it was scored: a file that changes leaves what was until the new form is asked.
ALTER TABLE assessment ADD COLUMN beside boolean NOT NULL DEFAULT false;

-- Every asking: band is that of the risk, a person's own judgement where there is one, and empty of a form beside it; said is
-- what the form itself came to.
DROP VIEW assessment_v_asked;
CREATE VIEW assessment_v_asked AS
	SELECT id AS assessment_id, folder_id, instrument, kind, phase, assessed_on, assessed_at, assessed_by, low, high,
		CASE WHEN beside THEN '' WHEN override_band <> '' THEN override_band ELSE band_low END AS band,
		CASE WHEN override_band <> '' THEN override_band ELSE band_low END AS said, beside
	FROM assessment;
