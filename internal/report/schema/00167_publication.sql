-- +goose Up

-- What was published, so that no later publication overlaps it: a row for each service that the return counts.
CREATE TABLE report_publication (
	id           text NOT NULL,
	service      text NOT NULL,
	report       text NOT NULL,
	from_on      text NOT NULL,
	to_on        text NOT NULL,
	as_at_on     text NOT NULL,
	digest       text NOT NULL,
	by_account   text NOT NULL, -- empty: the operator's command line
	published_at bigint NOT NULL,
	last_entry   text NOT NULL,
	PRIMARY KEY (id, service)
);
CREATE INDEX report_publication_service ON report_publication (service, from_on, to_on, published_at);
CREATE INDEX report_publication_return ON report_publication (report, from_on, to_on, digest, published_at);
