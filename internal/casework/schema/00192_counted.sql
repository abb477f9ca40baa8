-- +goose Up

-- What returns count of cases and of needs, in the index alone: read row by row from a file of a year of many cases,
-- they took ten times as long.
CREATE INDEX case_file_counted ON case_file (service, opened_on, closed_on, opened_at, person_id, id, folder_id);
CREATE INDEX case_need_counted ON case_need (case_id, kind, noted_on, recorded_at, code);
