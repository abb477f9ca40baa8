-- +goose Up

-- What was given above a limit: few of many.
CREATE INDEX workforce_taken_above ON workforce_taken (service, taken_on) WHERE over_cap = true;
