-- +goose Up

-- What reports count: of which kind an agency is, never its name.
CREATE VIEW agency_v_fact_agency AS
	SELECT id AS agency_id, kind FROM agency;
