-- +goose Up

-- Somebody asked at a door that the service's file shuts, and was told who can help. Nobody is named.
CREATE TABLE referral_demand (
	id       text PRIMARY KEY,
	service  text NOT NULL,
	door     text NOT NULL,
	district text NOT NULL,
	at       bigint NOT NULL,
	on_date  text NOT NULL
);
CREATE INDEX referral_demand_service ON referral_demand (service, on_date);

-- A need that arose while the service was shut: evidence for a response out of hours. Nobody is named.
CREATE TABLE out_of_hours_need (
	id         text PRIMARY KEY,
	service    text NOT NULL,
	kind       text NOT NULL,
	answered   text NOT NULL,
	arose_at   bigint NOT NULL,
	arose_on   text NOT NULL,
	by_account text NOT NULL,
	at         bigint NOT NULL
);
CREATE INDEX out_of_hours_need_service ON out_of_hours_need (service, arose_on);

CREATE INDEX referral_sender ON referral (source_agency_id, received_on, id);

CREATE VIEW referral_v_fact_demand AS
	SELECT id AS demand_id, service, door, district, on_date, at AS recorded_at
	FROM referral_demand;

CREATE VIEW referral_v_fact_out_of_hours AS
	SELECT id AS need_id, service, kind, answered, arose_on, at AS recorded_at
	FROM out_of_hours_need;
