-- +goose Up

-- One file that came in for one service. Its sums are kept as its rows are taken in, so that they add
-- up to rows_done at every moment. The file itself is not kept; file_key is a keyed hash of what it said.
CREATE TABLE intake_batch (
	id          text PRIMARY KEY,
	service     text NOT NULL,
	kind        text NOT NULL,
	file_key    bigint NOT NULL,
	folder_id   text NOT NULL,
	header      bytea,
	rows_all    integer NOT NULL,
	rows_done   integer NOT NULL,
	accepted    integer NOT NULL,
	held        integer NOT NULL,
	signposted  integer NOT NULL,
	opted_out   integer NOT NULL,
	not_usable  integer NOT NULL,
	known       integer NOT NULL,
	here        integer NOT NULL,
	state       text NOT NULL,
	received_at bigint NOT NULL,
	received_on text NOT NULL,
	received_by text NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL,
	UNIQUE (service, file_key),
	CONSTRAINT intake_batch_state CHECK (state IN ('open', 'done')),
	CONSTRAINT intake_batch_adds_up CHECK (accepted + held + signposted + opted_out + not_usable = rows_done AND rows_done <= rows_all)
);
CREATE INDEX intake_batch_latest ON intake_batch (service, kind, received_at, id);

-- One row of a file, and what it ended as. row_key names the row for ever (force, crime reference and
-- victim number, keyed); only the row that brought it in holds it. What a row that could not be used
-- said is kept sealed until it was mended.
CREATE TABLE intake_row (
	batch_id    text NOT NULL,
	row_no      integer NOT NULL,
	line_no     integer NOT NULL,
	service     text NOT NULL,
	row_key     bigint,
	outcome     text NOT NULL,
	reason      text NOT NULL,
	field       text NOT NULL,
	doubts      text NOT NULL,
	referral_id text NOT NULL,
	same_as_row integer NOT NULL,
	known       boolean NOT NULL,
	here        boolean NOT NULL,
	raw         bytea,
	mended_at   bigint NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL,
	PRIMARY KEY (batch_id, row_no),
	UNIQUE (service, row_key),
	CONSTRAINT intake_row_outcome CHECK (outcome IN ('accepted', 'held', 'signposted', 'opted_out', 'not_usable'))
);
CREATE INDEX intake_row_referral ON intake_row (referral_id);
CREATE INDEX intake_row_unusable ON intake_row (batch_id, row_no) WHERE outcome = 'not_usable';
