-- +goose Up

-- My day asks of each service which closed cases that nobody has are to be asked after: by service, not among all that nobody has.
CREATE INDEX case_file_unowned_check ON case_file (service, check_on, id) WHERE check_on <> '' AND worker = '';
