-- +goose Up

-- One referral: somebody's details passed to one service, by one door, on one legal basis.
CREATE TABLE referral (
	id               text PRIMARY KEY,
	reference        text NOT NULL UNIQUE,
	folder_id        text NOT NULL UNIQUE,
	service          text NOT NULL,
	person_id        text NOT NULL,
	door             text NOT NULL,
	source           text NOT NULL,
	source_agency_id text NOT NULL,
	referred_by      text NOT NULL,
	crime_ref        bytea,
	incident_ref     bytea,
	matter           text NOT NULL,
	offence_code     text NOT NULL,
	district         text NOT NULL,
	received_at      bigint NOT NULL,
	received_on      text NOT NULL,
	state            text NOT NULL,
	reason           text NOT NULL,
	missing          text NOT NULL,
	hold_owner       text NOT NULL,
	held_from        text NOT NULL,
	basis            text NOT NULL,
	basis_by         text NOT NULL,
	basis_how        text NOT NULL,
	basis_on         text NOT NULL,
	basis_reason     bytea,
	first_method     text NOT NULL,
	priority         text NOT NULL,
	age_at_referral  integer,
	why              bytea,
	wants_mediation  boolean NOT NULL,
	flag_da          boolean NOT NULL,
	flag_hate        boolean NOT NULL,
	flag_vulnerable  boolean NOT NULL,
	flag_child       boolean NOT NULL,
	private          boolean NOT NULL,
	asked_for        text NOT NULL,
	accepted_on      text NOT NULL,
	decided_at       bigint NOT NULL,
	decided_on       text NOT NULL,
	decided_by       text NOT NULL,
	pointed_to       text NOT NULL,
	told_referrer_at bigint NOT NULL,
	clock_due_at     bigint NOT NULL,
	clock_left       bigint NOT NULL,
	version          integer NOT NULL,
	last_entry       text NOT NULL,
	CONSTRAINT referral_state CHECK (state IN ('received', 'accepted', 'held', 'signposted', 'opted_out', 'not_usable', 'declined',
		'waiting', 'in_contact', 'allocated', 'closed')),
	CONSTRAINT referral_basis CHECK (basis IN ('opt_out', 'explicit_consent', 'self', 'panel_with_agreement', 'panel_without_agreement', 'none')),
	CONSTRAINT referral_held_by_someone CHECK (state <> 'held' OR hold_owner <> '')
);
CREATE INDEX referral_inbox ON referral (service, state, clock_due_at, id);
CREATE INDEX referral_not_for_us ON referral (service, received_at, id) WHERE state IN ('signposted', 'opted_out', 'not_usable', 'declined');
CREATE INDEX referral_received ON referral (service, received_on);
CREATE INDEX referral_referred_by ON referral (referred_by, received_at, id);

CREATE VIEW referral_v_referral AS
	SELECT id AS referral_id, reference, folder_id, service, person_id, door, source, source_agency_id, referred_by,
		crime_ref, incident_ref, offence_code, district, received_at, received_on, state, reason, hold_owner,
		basis, first_method, priority, age_at_referral, why, wants_mediation,
		flag_da, flag_hate, flag_vulnerable, flag_child, private, accepted_on, decided_on, clock_due_at, version
	FROM referral;

-- What reports count. A referral is recorded when it is received; what became of it has its own dates.
CREATE VIEW referral_v_fact_referral AS
	SELECT id AS referral_id, folder_id, service, person_id, received_on, received_at AS recorded_at, source, door, state AS outcome,
		reason, accepted_on, district, age_at_referral, wants_mediation
	FROM referral;
