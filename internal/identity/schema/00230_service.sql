-- +goose Up

-- Which service somebody who works for several looked at last: lists begin with it.
CREATE TABLE account_service (
	account_id text PRIMARY KEY REFERENCES account (id),
	service    text NOT NULL,
	last_entry text NOT NULL
);
