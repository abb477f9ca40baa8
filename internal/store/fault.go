package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"goldenthread/internal/errs"
)

// fault is a failure of the database, stripped of everything that can hold a value: PostgreSQL puts
// whole rows into an error's detail, and both drivers print arguments.
type fault struct {
	text       string
	constraint string // "cases.reference", "cases.team,cases.slot", a check's name, "foreign key"
	doubt      bool   // the transaction it happened in cannot be trusted
	disk       bool   // the disk failed
	busy       bool   // someone else holds the database
	again      bool   // PostgreSQL asks for the transaction to be run again
}

// Error gives what happened, without values.
func (f *fault) Error() string { return f.text }

// Violated tells which rule of the database a write broke, alike on both engines:
//
//	a unique rule        its columns, "cases.reference" or "cases.team,cases.slot"; the index's name when it is over expressions
//	a check              its name
//	a column never null  the column, "cases.reference"
//	a foreign key        "foreign key"
func Violated(err error) (rule string, ok bool) {
	var f *fault
	if errors.As(err, &f) && f.constraint != "" {
		return f.constraint, true
	}
	return "", false
}

func poisons(err error) bool    { var f *fault; return errors.As(err, &f) && f.doubt }
func diskFailed(err error) bool { var f *fault; return errors.As(err, &f) && f.disk }
func busy(err error) bool       { var f *fault; return errors.As(err, &f) && f.busy }
func again(err error) bool      { var f *fault; return errors.As(err, &f) && f.again }

func raise(k errs.Kind, message, statement string, f fault) error {
	f.text = statement + ": " + f.text
	return errs.Wrap(k, message, &f)
}

const (
	sayTaken       = "something with the same details is there already"
	sayReferred    = "something else refers to it, or what it refers to is not there"
	sayRule        = "a value is not one that can be stored here"
	sayUnavailable = "the database did not answer; nothing was changed"
	sayFull        = "the database has no room left; nothing was changed"
	sayBug         = "a statement does not fit the database"
)

// coded is SQLite's error: the extended result code.
type coded interface {
	error
	Code() int
}

// SQLite's result codes, and the extended ones of constraints: sqlite.org/rescode.html.
const (
	liteError, liteBusy, liteLocked, liteNoMem, liteReadOnly    = 1, 5, 6, 7, 8
	liteInterrupt, liteIOErr, liteFull, liteCantOpen, liteProto = 9, 10, 13, 14, 15
	liteConstraint, liteNotADB, liteCorrupt                     = 19, 26, 11
	liteCheck, liteForeignKey, liteNotNull                      = liteConstraint | 1<<8, liteConstraint | 3<<8, liteConstraint | 5<<8
	litePrimaryKey, liteTrigger, liteUnique                     = liteConstraint | 6<<8, liteConstraint | 7<<8, liteConstraint | 8<<8
)

// sqliteFault turns an error of the SQLite driver into one of ours.
func sqliteFault(statement string, err error) error {
	var e coded
	if !errors.As(err, &e) {
		return commonFault(statement, err)
	}
	code := e.Code()
	f := fault{text: fmt.Sprintf("SQLite error %d", code)}
	switch code {
	case liteUnique, litePrimaryKey:
		f.constraint = liteColumns(e.Error(), "UNIQUE constraint failed: ")
		return raise(errs.Conflict, sayTaken, statement, f)
	case liteCheck:
		f.constraint = liteColumns(e.Error(), "CHECK constraint failed: ")
		return raise(errs.Invalid, sayRule, statement, f)
	case liteNotNull:
		f.constraint = liteColumns(e.Error(), "NOT NULL constraint failed: ")
		return raise(errs.Invalid, sayRule, statement, f)
	case liteForeignKey:
		f.constraint = "foreign key"
		return raise(errs.Conflict, sayReferred, statement, f)
	case liteTrigger:
		return raise(errs.Internal, "rows of this table can only be added", statement, f)
	}
	switch code & 0xff {
	case liteBusy, liteLocked:
		f.busy = true
		return raise(errs.Unavailable, sayUnavailable, statement, f)
	case liteFull:
		f.doubt = true
		return raise(errs.Unavailable, sayFull, statement, f)
	case liteIOErr:
		f.doubt, f.disk = true, true
		return raise(errs.Unavailable, sayUnavailable, statement, f)
	case liteNoMem, liteInterrupt, liteCantOpen, liteProto, liteCorrupt, liteNotADB:
		f.doubt = true
		return raise(errs.Unavailable, sayUnavailable, statement, f)
	case liteError: // SQLite's words name tables and columns, never values: they are for whoever wrote the statement
		f.text += ": " + e.Error()
	case liteReadOnly:
		f.text += ": a write on a snapshot"
	}
	return raise(errs.Internal, sayBug, statement, f)
}

// liteColumns gives what follows a prefix of SQLite's message: "cases.team, cases.slot (2067)".
func liteColumns(message, prefix string) string {
	_, rest, found := strings.Cut(message, prefix)
	if !found {
		return "constraint"
	}
	rest, _, _ = strings.Cut(rest, " (")
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "index '"), "'")
	return strings.ReplaceAll(rest, ", ", ",")
}

// postgresFault turns an error of the PostgreSQL driver into one of ours. columns gives the columns
// of a unique index.
func postgresFault(columns func(index string) string) func(string, error) error {
	return func(statement string, err error) error {
		var e *pgconn.PgError
		if !errors.As(err, &e) {
			return commonFault(statement, err)
		}
		f := fault{text: "PostgreSQL error " + e.Code}
		switch e.Code {
		case "23505":
			f.constraint = columns(e.ConstraintName)
			return raise(errs.Conflict, sayTaken, statement, f)
		case "23503", "23001":
			f.constraint = "foreign key"
			return raise(errs.Conflict, sayReferred, statement, f)
		case "23514", "23P01":
			f.constraint = e.ConstraintName
			return raise(errs.Invalid, sayRule, statement, f)
		case "23502":
			f.constraint = e.TableName + "." + e.ColumnName
			return raise(errs.Invalid, sayRule, statement, f)
		case "40001", "40P01":
			f.again, f.doubt = true, true
			return raise(errs.Unavailable, "too many people are changing this at once; nothing was changed, try again", statement, f)
		case "53100":
			f.doubt = true
			return raise(errs.Unavailable, sayFull, statement, f)
		case "42501":
			f.text += ": this role may not do that"
			return raise(errs.Internal, sayBug, statement, f)
		}
		switch e.Code[:min(2, len(e.Code))] {
		case "08", "53", "55", "57", "58", "28":
			f.doubt = true
			return raise(errs.Unavailable, sayUnavailable, statement, f)
		case "42": // names of tables, columns and types, never values
			f.text += ": " + e.Message
		case "22":
			return raise(errs.Invalid, sayRule, statement, f)
		}
		return raise(errs.Internal, sayBug, statement, f)
	}
}

// answered tells whether PostgreSQL itself said no, so that it is known that nothing was kept.
func answered(err error) bool { return errors.As(err, new(*pgconn.PgError)) }

// commonFault is for errors that have no code of a database.
func commonFault(statement string, err error) error {
	var already *errs.Error
	switch {
	case errors.As(err, &already):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return raise(errs.Unavailable, "the request ended before the work was done; nothing was changed", statement, fault{text: "cancelled", doubt: true})
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), errors.Is(err, sql.ErrTxDone):
		return raise(errs.Unavailable, sayUnavailable, statement, fault{text: "the connection was lost", doubt: true})
	}
	var dial *pgconn.ConnectError
	if errors.As(err, &dial) || pgconn.Timeout(err) || pgconn.SafeToRetry(err) {
		return raise(errs.Unavailable, sayUnavailable, statement, fault{text: "no connection to PostgreSQL", doubt: true})
	}
	// database/sql's own words on the number of arguments are safe; a driver's on an argument are not.
	text := "an argument does not fit, or the connection broke"
	if strings.HasPrefix(err.Error(), "sql: expected ") || strings.HasPrefix(err.Error(), "missing argument with index ") {
		text = err.Error()
	}
	return raise(errs.Internal, sayBug, statement, fault{text: text, doubt: true})
}

// scanFault says which column of a row did not fit, leaving out what was in it.
func scanFault(s Statement, err error) error {
	text := err.Error()
	if inner := errors.Unwrap(err); inner != nil {
		text = strings.TrimSuffix(text, ": "+inner.Error())
	}
	return errs.New(errs.Internal, s.name+": "+text)
}
