-- +goose Up

CREATE TABLE agency (
	id         text PRIMARY KEY,
	key        text NOT NULL,
	name       text NOT NULL,
	kind       text NOT NULL,
	district   text NOT NULL,
	version    integer NOT NULL,
	last_entry text NOT NULL
);
CREATE UNIQUE INDEX agency_key ON agency (key);

CREATE TABLE team (
	id         text PRIMARY KEY,
	agency_id  text NOT NULL REFERENCES agency (id),
	key        text NOT NULL,
	name       text NOT NULL,
	service    text NOT NULL,
	last_entry text NOT NULL
);
CREATE UNIQUE INDEX team_key ON team (agency_id, key);
-- A service is run by one team, so that its new referrals have one place to go.
CREATE UNIQUE INDEX team_service ON team (service) WHERE service <> '';

CREATE VIEW agency_v_agency AS
	SELECT id AS agency_id, key, name, kind, district FROM agency;

CREATE VIEW agency_v_team AS
	SELECT id AS team_id, agency_id, service, key, name FROM team;
