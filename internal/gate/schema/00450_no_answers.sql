-- +goose Up

-- What asking a set of questions came to held the answers, and was kept here when a form was sent, where no disposal of a folder comes.
-- From now on it tells only what follows from them. Without its row such a form could be sent once more by whoever still has it open.
DELETE FROM write_done WHERE command LIKE '%casework.Asked' OR command LIKE '%casework.Attempted';
