-- +goose Up

-- What was done and seen. body is the exact bytes that are hashed, behind salt.
CREATE TABLE audit_entry (
    id   text   PRIMARY KEY,
    at   bigint NOT NULL,
    node text   NOT NULL,
    body bytea  NOT NULL,
    salt bytea  NOT NULL
);

-- Entries that are not in the tree yet, with their leaf's hash.
CREATE TABLE audit_pending (
    entry_id text   PRIMARY KEY,
    at       bigint NOT NULL,
    leaf     bytea  NOT NULL
);

-- The leaves of the tree in their order. hashes: the leaf's own, then those of the subtrees it ends.
CREATE TABLE audit_leaf (
    seq      bigint PRIMARY KEY,
    entry_id text   NOT NULL UNIQUE,
    hashes   bytea  NOT NULL
);

-- The tree as it stands: one row. edge: the roots of its whole subtrees, smallest first.
CREATE TABLE audit_head (
    id          bigint PRIMARY KEY CHECK (id = 1),
    size        bigint NOT NULL,
    root        text   NOT NULL,
    edge        bytea  NOT NULL,
    fence       bigint NOT NULL,
    leader      text   NOT NULL,
    lease_until bigint NOT NULL
);
INSERT INTO audit_head (id, size, root, edge, fence, leader, lease_until)
VALUES (1, 0, '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', '', 0, '', 0);

-- Who looked at whom. Being listed is one row for each actor, subject and day.
CREATE TABLE audit_subject (
    entry_id text   NOT NULL,
    subject  text   NOT NULL,
    how      text   NOT NULL,
    actor    text   NOT NULL,
    at       bigint NOT NULL,
    day      text   NOT NULL,
    PRIMARY KEY (entry_id, subject, how)
);
CREATE INDEX audit_subject_looked ON audit_subject (subject, at DESC);
CREATE UNIQUE INDEX audit_subject_listed ON audit_subject (actor, subject, day) WHERE how = 'listed';

-- Signed statements of the tree's size and root.
CREATE TABLE audit_checkpoint (
    size bigint PRIMARY KEY,
    at   bigint NOT NULL,
    note text   NOT NULL
);

-- For others: that an entry exists.
CREATE VIEW audit_v_entry AS SELECT id, at FROM audit_entry;

-- For others: who looked at whom. Reading it is recorded by whoever reads it, as every reading is.
CREATE VIEW audit_v_looked AS SELECT subject, at, actor, how FROM audit_subject;
