-- +goose Up

-- Which edition of a service's file has been in force since when.
CREATE TABLE setup_service (
	service    text NOT NULL,
	version    text NOT NULL,
	since_at   bigint NOT NULL,
	last_entry text NOT NULL,
	PRIMARY KEY (service, version)
);
