-- +goose Up

-- A folder is the unit of access, sealing and retention. Its data key has the folder's own id.
CREATE TABLE folder (
	id         text PRIMARY KEY,
	kind       text NOT NULL,
	service    text NOT NULL,
	opened_at  bigint NOT NULL,
	last_entry text NOT NULL
);

-- Who may see which sections of a folder, on what basis, from when until when. A grant changes
-- once: its end is brought forward. An open end is the largest instant, never NULL.
CREATE TABLE access_grant (
	id         text PRIMARY KEY,
	folder_id  text NOT NULL REFERENCES folder (id),
	grantee    text NOT NULL,
	sections   bigint NOT NULL,
	basis      text NOT NULL,
	granted_by text NOT NULL,
	since_at   bigint NOT NULL,
	until_at   bigint NOT NULL,
	last_entry text NOT NULL,
	CONSTRAINT access_grant_ends_after_start CHECK (until_at >= since_at)
);
CREATE INDEX access_grant_folder ON access_grant (folder_id, grantee);
CREATE INDEX access_grant_grantee ON access_grant (grantee, until_at);

-- Who is kept out of a folder (conflict of interest). It beats every grant.
CREATE TABLE access_exclusion (
	id         text PRIMARY KEY,
	folder_id  text NOT NULL REFERENCES folder (id),
	account_id text NOT NULL,
	basis      text NOT NULL,
	excluded_by text NOT NULL,
	since_at   bigint NOT NULL,
	until_at   bigint NOT NULL,
	last_entry text NOT NULL
);
CREATE INDEX access_exclusion_folder ON access_exclusion (folder_id, account_id);

-- Which account has which role where, from when until when.
CREATE TABLE membership (
	id         text PRIMARY KEY,
	account_id text NOT NULL,
	role       text NOT NULL,
	agency_id  text NOT NULL,
	team_id    text NOT NULL,
	service    text NOT NULL,
	granted_by text NOT NULL,
	since_at   bigint NOT NULL,
	until_at   bigint NOT NULL,
	last_entry text NOT NULL
);
CREATE INDEX membership_account ON membership (account_id, until_at);
CREATE INDEX membership_agency ON membership (agency_id, role);

-- What one actor has already done under one idempotency key: the first result, to give again.
CREATE TABLE write_done (
	actor   text NOT NULL,
	idem    text NOT NULL,
	result  bytea NOT NULL,
	done_at bigint NOT NULL,
	PRIMARY KEY (actor, idem)
);

-- Effects on a package above, written with the change that causes them.
CREATE TABLE outbox (
	id           text PRIMARY KEY,
	kind         text NOT NULL,
	payload      bytea NOT NULL,
	on_behalf_of text NOT NULL,
	due_at       bigint NOT NULL,
	lease_until  bigint NOT NULL,
	tries        integer NOT NULL,
	state        text NOT NULL,
	fault        text NOT NULL,
	CONSTRAINT outbox_state CHECK (state IN ('waiting', 'done', 'dead'))
);
CREATE INDEX outbox_waiting ON outbox (due_at, id) WHERE state = 'waiting';

-- Each way in which an account is reached by a grant: by its own name, its team's, its agency's, as a
-- member for the folder's service. For other packages' lists: EXISTS on folder and account, and
-- compare since and until with now. It is one join and no union, so that the planner can go from one
-- folder to its few grants: over a union it gathers every grant of the account first, which at
-- 100,000 folders takes a hundred times as long and more.
CREATE VIEW gate_v_access AS
	SELECT g.folder_id, m.account_id, g.sections,
		CASE WHEN g.since_at > m.since_at THEN g.since_at ELSE m.since_at END AS since_at,
		CASE WHEN g.until_at < m.until_at THEN g.until_at ELSE m.until_at END AS until_at
	FROM access_grant g
	JOIN folder f ON f.id = g.folder_id
	JOIN membership m ON m.account_id = g.grantee
		OR (m.team_id = g.grantee OR m.agency_id = g.grantee) AND (m.service = '' OR m.service = f.service);

CREATE VIEW gate_v_exclusion AS
	SELECT folder_id, account_id, since_at, until_at FROM access_exclusion;

CREATE VIEW gate_v_folder AS
	SELECT id AS folder_id, kind, service, opened_at FROM folder;

CREATE VIEW gate_v_membership AS
	SELECT account_id, role, agency_id, team_id, service, since_at, until_at FROM membership;
