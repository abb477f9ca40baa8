-- +goose Up

-- The day of a promise, as reports count it. Those there are: the day of the instant. A promise ends at the close of a working day,
-- when the day is the same by the clock of London as by UTC; counted from 1 March of the year 0, as a year then ends with its leap day.
ALTER TABLE promise ADD COLUMN due_on text NOT NULL DEFAULT '';
UPDATE promise SET due_on = (
	SELECT CAST(m.y + CASE WHEN m.mp >= 10 THEN 1 ELSE 0 END AS text)
		|| CASE WHEN m.mp IN (7, 8, 9) THEN '-' ELSE '-0' END || CAST(CASE WHEN m.mp < 10 THEN m.mp + 3 ELSE m.mp - 9 END AS text)
		|| CASE WHEN m.doy - (153 * m.mp + 2) / 5 + 1 > 9 THEN '-' ELSE '-0' END || CAST(m.doy - (153 * m.mp + 2) / 5 + 1 AS text)
	FROM (SELECT d.y, d.doy, (5 * d.doy + 2) / 153 AS mp
		FROM (SELECT e.yoe + e.era * 400 AS y, e.doe - (365 * e.yoe + e.yoe / 4 - e.yoe / 100) AS doy
			FROM (SELECT c.era, c.doe, (c.doe - c.doe / 1460 + c.doe / 36524 - c.doe / 146096) / 365 AS yoe
				FROM (SELECT (promise.due_at / 86400000000 + 719468) / 146097 AS era,
					(promise.due_at / 86400000000 + 719468) - (promise.due_at / 86400000000 + 719468) / 146097 * 146097 AS doe) c) e) d) m);
CREATE INDEX promise_due_on ON promise (service, due_on, id);

-- What became of every promise, in the one place that says when one is kept: by its due time, or late. Empty: it is open.
CREATE VIEW casework_v_fact_promise AS
	SELECT id AS promise_id, service, folder_id, due_on, due_at, settled, settled_on, settled_at, why,
		CASE WHEN settled = 'kept' AND settled_at > due_at THEN 'kept_late' ELSE settled END AS came, made_at AS recorded_at
	FROM promise;
