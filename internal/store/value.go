package store

import (
	"database/sql"
	"fmt"
	"math"
	"reflect"
	"strings"
	"unicode/utf8"

	"goldenthread/internal/errs"
)

const (
	maxList    = 16384 // items of a list: well under the 32,766 placeholders SQLite takes
	maxRows    = 500
	maxColumns = 60
)

// ListArg is the argument of {{list}}; see [List].
type ListArg struct{ items []any }

// RowsArg is the argument of {{rows N}}; see [Rows].
type RowsArg struct{ rows [][]any }

// List makes the argument for IN ({{list}}). It must be the last argument and must not be empty: an
// empty list finds nothing, so the caller need not ask. It is padded to a power of two with its last
// item, so that lists of all lengths share a few prepared statements.
func List[T any](items []T) ListArg {
	all := make([]any, len(items))
	for i, item := range items {
		all[i] = item
	}
	return ListArg{all}
}

// Rows makes the argument for VALUES {{rows N}}: at least one row and at most 500, each of N values.
// It must be the last argument.
func Rows(rows [][]any) RowsArg { return RowsArg{rows} }

// Null gives NULL for a zero value and the value itself for any other.
func Null[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// Maybe is a scan destination that takes NULL as the zero value.
func Maybe[T any](dest *T) any { return &maybe[T]{dest} }

type maybe[T any] struct{ dest *T }

// Scan satisfies sql.Scanner.
func (m *maybe[T]) Scan(src any) error {
	var n sql.Null[T]
	if err := n.Scan(src); err != nil {
		return err
	}
	*m.dest = n.V // the zero value when NULL
	return nil
}

// bind gives the text and the driver's values for a statement and its arguments.
func (st *statement) bind(engine string, args []any) (string, []any, error) {
	values := make([]any, 0, len(args))
	first, count := 0, 0
	for i, a := range args {
		switch a := a.(type) {
		case ListArg:
			if !st.takesList || i != len(args)-1 {
				return "", nil, st.misuse("a List is for {{list}} and is the last argument")
			}
			n := len(a.items)
			if n == 0 || n > maxList {
				return "", nil, st.misuse(fmt.Sprintf("a List has from 1 to %d items, not %d", maxList, n))
			}
			first, count = len(values)+1, powerOfTwo(n)
			for j := range count {
				values = append(values, a.items[min(j, n-1)])
			}
		case RowsArg:
			if st.columns == 0 || i != len(args)-1 {
				return "", nil, st.misuse("Rows are for {{rows N}} and are the last argument")
			}
			if n := len(a.rows); n == 0 || n > maxRows {
				return "", nil, st.misuse(fmt.Sprintf("Rows are from 1 to %d, not %d", maxRows, n))
			}
			first, count = len(values)+1, len(a.rows)
			for _, row := range a.rows {
				if len(row) != st.columns {
					return "", nil, st.misuse(fmt.Sprintf("a row has %d values, not %d", st.columns, len(row)))
				}
				values = append(values, row...)
			}
		default:
			values = append(values, a)
		}
	}
	if st.takesList || st.columns > 0 {
		switch {
		case count == 0:
			return "", nil, st.misuse("its List or Rows are missing")
		case first != st.before+1: // a placeholder would be taken for the first item, or the other way round
			return "", nil, st.misuse(fmt.Sprintf("%d arguments stand before its List or Rows, and its text has %d", first-1, st.before))
		}
	}
	for i, v := range values {
		plain, err := plainValue(v)
		if err != nil {
			return "", nil, errs.Wrap(errs.KindOf(err), fmt.Sprintf("%s: argument $%d", st.name, i+1), err)
		}
		values[i] = plain
	}
	return st.render(engine, first, count), values, nil
}

func (st *statement) misuse(how string) error {
	return errs.New(errs.Internal, st.name+": "+how)
}

func powerOfTwo(n int) int {
	p := 1
	for p < n {
		p *= 2
	}
	return p
}

// plainValue turns a value of any named kind into one that both drivers take alike. What only one of
// the engines would take is refused on both: text with a zero byte or that is not UTF-8.
func plainValue(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool, int64:
		return v, nil
	case string:
		return plainText(v)
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Bool:
		return r.Bool(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return r.Int(), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if r.Uint() > math.MaxInt64 {
			return nil, errs.New(errs.Internal, "the number does not fit a bigint")
		}
		return int64(r.Uint()), nil
	case reflect.String:
		return plainText(r.String())
	case reflect.Slice:
		if r.Type().Elem().Kind() == reflect.Uint8 {
			if r.IsNil() {
				return nil, nil
			}
			return r.Bytes(), nil
		}
	}
	return nil, errs.New(errs.Internal, fmt.Sprintf("a %T cannot be stored: use text, a whole number, a boolean or bytes", v))
}

func plainText(s string) (any, error) {
	if !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
		return nil, errs.New(errs.Invalid, "the text holds characters that cannot be stored: remove them")
	}
	return s, nil
}
