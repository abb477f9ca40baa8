-- +goose Up

-- For those who watch over the others: which keys there are, never a key; and that something was erased, never whose it was.
CREATE VIEW seal_v_epoch AS SELECT id, made_at, retired_at, destroyed_at FROM seal_epoch;
CREATE VIEW seal_v_erasure AS SELECT erased_at FROM seal_erasure;
