-- +goose Up

-- Posts of a service, as somebody looked at them: each look is a row and never changes but for the day on which the next
-- one took its place, so a return as at a day tells what stood then. What is noted is about recruiting and names nobody.
CREATE TABLE workforce_post (
	id          text PRIMARY KEY,
	post_id     text NOT NULL,
	service     text NOT NULL,
	role        text NOT NULL,
	share       integer NOT NULL, -- hundredths of full time
	areas       text NOT NULL,    -- ONS codes with a space between; empty: all of the service's
	state       text NOT NULL,
	since_on    text NOT NULL,
	adverts     integer NOT NULL,
	difficulty  text NOT NULL,
	note        text NOT NULL,
	again_on    text NOT NULL,
	looked_on   text NOT NULL,
	replaced_on text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	last_entry  text NOT NULL,
	CONSTRAINT workforce_post_state CHECK (state IN ('filled', 'vacant', 'ended')),
	CONSTRAINT workforce_post_share CHECK (share >= 1 AND share <= 100)
);
CREATE UNIQUE INDEX workforce_post_current ON workforce_post (post_id) WHERE replaced_on = '';
CREATE INDEX workforce_post_service ON workforce_post (service, looked_on, id);

CREATE VIEW workforce_v_fact_post AS
	SELECT id AS look_id, service, role, share, state, adverts, difficulty, note, looked_on, replaced_on, recorded_at
	FROM workforce_post
	WHERE state <> 'ended';
