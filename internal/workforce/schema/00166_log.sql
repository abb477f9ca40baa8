-- +goose Up

-- Returns count the log as it stood at a date, so what was taken back later is read too.
CREATE INDEX workforce_activity_counted ON workforce_activity (service, held_on, id, recorded_at);
