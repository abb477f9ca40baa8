package errs

import (
	"errors"
	"strings"
)

// Kind says what sort of failure an error is.
type Kind int

// The kinds. An error that has none of them is Internal.
const (
	None        Kind = iota // no error
	Invalid                 // the input can be mended; see the error's fields
	NotFound                // it does not exist, or this actor may not know that it does
	Forbidden               // it exists and the actor knows it, but may not do this
	Conflict                // it clashes with something that is there already
	Stale                   // someone changed it since it was read
	Unavailable             // a part we need is not answering; nothing was changed or shown
	Internal                // our fault
)

var kindNames = [...]string{"none", "invalid", "not found", "forbidden", "conflict", "stale", "unavailable", "internal"}

// String names the kind for logs.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "unknown"
	}
	return kindNames[k]
}

// Field is one thing wrong with one named input.
type Field struct {
	Name    string `json:"name"`    // the input's name in forms, JSON bodies and flags
	Message string `json:"message"` // what is wrong and how to mend it
}

// Error is a failure of a known kind.
type Error struct {
	Kind    Kind
	Message string
	Fields  []Field // with Invalid and Conflict: which inputs
	cause   error
}

// Error gives the message, then the fields, then the cause.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Message)
	if e.Message == "" {
		b.WriteString(e.Kind.String())
	}
	for i, f := range e.Fields {
		if i == 0 {
			b.WriteString(": ")
		} else {
			b.WriteString("; ")
		}
		b.WriteString(f.Name + ": " + f.Message)
	}
	if e.cause != nil {
		b.WriteString(": " + e.cause.Error())
	}
	return b.String()
}

// Unwrap gives the cause, if there is one.
func (e *Error) Unwrap() error { return e.cause }

// New makes an error of a kind. The message must hold no personal data.
func New(k Kind, message string) error { return &Error{Kind: k, Message: message} }

// Wrap gives cause a kind and says what was being done. A nil cause stays nil.
func Wrap(k Kind, doing string, cause error) error {
	if cause == nil {
		return nil
	}
	return &Error{Kind: k, Message: doing, cause: cause}
}

// KindOf tells an error's kind: None for nil, Internal for an error that has none.
func KindOf(err error) Kind {
	if err == nil {
		return None
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// FieldsOf gives the fields of an error, or nil.
func FieldsOf(err error) []Field {
	var e *Error
	if errors.As(err, &e) {
		return e.Fields
	}
	return nil
}

// MessageOf gives the plain message of an error of a known kind, and "" for any other: what an
// unknown error says is not for a screen.
func MessageOf(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Kind != Internal {
		return e.Message
	}
	return ""
}

// Fields collects everything wrong with one input, so that all of it is said at once. The zero
// value is ready to use.
type Fields struct{ list []Field }

// Add notes one fault beside the input it belongs to.
func (f *Fields) Add(name, message string) {
	f.list = append(f.list, Field{Name: name, Message: message})
}

// Err gives an Invalid error holding every field added, or nil when there is none.
func (f *Fields) Err() error {
	if len(f.list) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Message: "there is a problem", Fields: f.list}
}
