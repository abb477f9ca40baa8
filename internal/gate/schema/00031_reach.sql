-- +goose Up

-- What each role can be shown at most, and whether a membership with it that names no service is for
-- all of them: the program's own table, written here when it starts, so that lists and decisions go
-- by the same rows. Nobody decides these rows at run time, so they name no entry of the log: a change
-- is a change of the program, and one made behind its back is put right at the next start.
CREATE TABLE role_ceiling (
	role       text PRIMARY KEY,
	sections   bigint NOT NULL,
	everywhere boolean NOT NULL
);

DROP VIEW gate_v_access;
DROP VIEW gate_v_exclusion;

-- Each way in which an account is reached by a grant: by its own name, its team's or its agency's,
-- through a membership for the folder's service; as which role; and what that role sees by it. The
-- gate decides by this view, and other packages' lists filter by it: EXISTS on folder and account,
-- and compare since and until with now. There is no more to ask: who is kept out is not in it (an
-- exclusion moves since behind its own end, which is never), nor is a role that sees nothing.
-- It answers for now. Who could see a folder in the past is asked of the grants themselves.
--
-- It is one join and no union, so that the planner can go from one folder to its few grants: over a
-- union it gathers every grant of the account first, which at 100,000 folders takes a hundred times as
-- long and more.
CREATE VIEW gate_v_access AS
	SELECT g.folder_id, m.account_id, m.role,
		CASE WHEN g.basis = 'own' THEN g.sections ELSE g.sections & c.sections END AS sections,
		CASE
			WHEN EXISTS (SELECT 1 FROM access_exclusion x
				WHERE x.folder_id = g.folder_id AND x.account_id = m.account_id AND x.until_at > g.since_at AND x.until_at > m.since_at)
			THEN (SELECT MAX(x.until_at) FROM access_exclusion x WHERE x.folder_id = g.folder_id AND x.account_id = m.account_id)
			WHEN g.since_at > m.since_at THEN g.since_at
			ELSE m.since_at
		END AS since_at,
		CASE WHEN g.until_at < m.until_at THEN g.until_at ELSE m.until_at END AS until_at
	FROM access_grant g
	JOIN folder f ON f.id = g.folder_id
	JOIN membership m ON m.account_id = g.grantee OR m.team_id = g.grantee OR m.agency_id = g.grantee
	JOIN role_ceiling c ON c.role = m.role
	WHERE (g.basis = 'own' AND m.account_id = g.grantee)
		OR ((m.service = f.service OR m.service = '' AND c.everywhere = true) AND (g.sections & c.sections & 1) = 1);

-- Who works in a service, for lists of its staff.
CREATE INDEX membership_service ON membership (service, role);

-- Who is kept out of a folder, from the moment it is written: there is no since to wait for.
CREATE VIEW gate_v_exclusion AS
	SELECT folder_id, account_id, until_at FROM access_exclusion;

-- Under one key an actor does one thing: the name of what was done is kept, and the action, so that
-- the first result is given again only for the same, and only to whoever still may.
ALTER TABLE write_done ADD COLUMN command text NOT NULL DEFAULT '';
ALTER TABLE write_done ADD COLUMN action text NOT NULL DEFAULT '';
