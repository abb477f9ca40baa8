package seal

import (
	"fmt"
	"io"
	"log/slog"

	"goldenthread/internal/id"
)

// hidden is what a value prints as.
const hidden = "[sealed]"

// Value is one sealed field of one row. It is closed until the gate has checked access and
// recorded the reading. It prints "[sealed]" in every way there is; and because fmt walks the
// unexported fields of a printed struct without asking its methods, the plaintext is not in a
// field at all but behind a function, of which reflection sees only an address.
type Value struct {
	column Column
	folder id.Folder
	row    string
	key    id.Key
	box    []byte
	erased bool
	plain  func() string
}

// Opened hands a value its plaintext. Only the gate calls it, after the access check, and it lets
// the value out only once the reading is recorded; archtest holds every other package to that.
func Opened(v *Value, plain string) {
	v.plain = func() string { return plain }
}

// Text is the plaintext; "" until the gate has opened the value, and when what it held was erased.
func (v *Value) Text() string {
	if !v.IsOpen() {
		return ""
	}
	return v.plain()
}

// IsOpen tells whether the gate has opened the value.
func (v *Value) IsOpen() bool { return v != nil && v.plain != nil }

// IsEmpty tells whether nothing is stored. It needs no opening.
func (v *Value) IsEmpty() bool { return v == nil || len(v.box) == 0 }

// Erased tells, once an opening was tried, that the key was destroyed on purpose: the person was erased.
func (v *Value) Erased() bool { return v != nil && v.erased }

// Column is the column the value is in.
func (v *Value) Column() Column { return v.column }

// Folder is the folder it is seen through.
func (v *Value) Folder() id.Folder { return v.folder }

// Row is the id of its row.
func (v *Value) Row() string { return v.row }

// Key is the id of its data key; empty for an empty value.
func (v *Value) Key() id.Key { return v.key }

// The methods below are on Value, not *Value, so that a copy prints no more than the pointer does.

// Format prints [sealed] for every verb.
func (Value) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// String is [sealed].
func (Value) String() string { return hidden }

// LogValue logs [sealed].
func (Value) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalJSON gives "[sealed]": a plaintext never leaves through encoding.
func (Value) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }

// MarshalText gives [sealed].
func (Value) MarshalText() ([]byte, error) { return []byte(hidden), nil }
