-- +goose Up

-- A person is taken away with what hangs on her, and the database looks for each of it by her.
CREATE INDEX person_key_person ON person_key (person_id);
CREATE INDEX link_proposal_person ON link_proposal (person_id);
CREATE INDEX link_proposal_other_person ON link_proposal (other_person_id);
CREATE INDEX demographic_person ON demographic (person_id);
