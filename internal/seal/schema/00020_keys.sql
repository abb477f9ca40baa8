-- +goose Up

-- The epochs: when each key of the ring was made, retired and destroyed. The keys are not here.
CREATE TABLE seal_epoch (
    id           bigint PRIMARY KEY,
    made_at      bigint NOT NULL,
    retired_at   bigint NOT NULL,
    destroyed_at bigint NOT NULL
);

-- The drawers: each one's key, wrapped by an epoch key. mark is drawn anew with the key.
CREATE TABLE seal_drawer (
    id      bigint PRIMARY KEY,
    epoch   bigint NOT NULL,
    mark    bigint NOT NULL,
    wrapped bytea  NOT NULL
);

-- The data keys of people and folders, each wrapped by its drawer's key.
CREATE TABLE seal_data_key (
    id      text   PRIMARY KEY,
    kind    text   NOT NULL,
    drawer  bigint NOT NULL REFERENCES seal_drawer (id),
    wrapped bytea  NOT NULL,
    made_at bigint NOT NULL
);
CREATE INDEX seal_data_key_drawer ON seal_data_key (drawer);

-- The ledger of erasures: whose key was destroyed, and when. It holds no name.
CREATE TABLE seal_erasure (
    key_id    text   PRIMARY KEY,
    erased_at bigint NOT NULL
);
