package seal

import (
	"cmp"
	"slices"
	"sync"

	"goldenthread/internal/access"
	"goldenthread/internal/id"
)

// Class says what decides how long a sealed column is kept.
type Class string

// The retention classes.
const (
	WithFolder  Class = "folder"  // reviewed and disposed of with its folder: the usual case
	WithPerson  Class = "person"  // kept as long as any folder of the person
	WithAccount Class = "account" // about a member of staff: kept as long as the account
	Short       Class = "short"   // as received: kept only until it has been taken in and checked
)

// Column is one registered table column that holds boxes. Columns compare equal when they are the
// same column; the zero Column is none.
type Column struct{ info *columnInfo }

type columnInfo struct {
	table, column string
	section       access.Section
	class         Class
	listing       bool
	file          bool
}

// Option adds to what the registry knows of a column.
type Option func(*columnInfo)

// Listing marks a column whose opening is only "being listed" (a person's initials in a list):
// the trace is one row for each actor, subject and day, while the entry keeps every id.
func Listing(c *columnInfo) { c.listing = true }

// File marks a column that holds a file as it came, byte for byte: its owner bounds how large it is, not the bound of what people write.
func File(c *columnInfo) { c.file = true }

// Retain sets a column's retention class; without it the class is WithFolder.
func Retain(class Class) Option { return func(c *columnInfo) { c.class = class } }

var registry struct {
	sync.Mutex
	columns map[string]Column
}

// Register makes a sealed column known, with the section an actor needs for it. The owner is the
// package whose schema creates the table. A column registered twice stops the program: it would
// have two guards.
func Register(table, column string, section access.Section, opts ...Option) Column {
	info := &columnInfo{table: table, column: column, section: section, class: WithFolder}
	for _, o := range opts {
		o(info)
	}
	if table == "" || column == "" || section == access.None {
		panic("seal: a column needs a table, a name and a section: " + table + "." + column)
	}
	registry.Lock()
	defer registry.Unlock()
	if registry.columns == nil {
		registry.columns = map[string]Column{}
	}
	c := Column{info}
	if _, twice := registry.columns[c.Name()]; twice {
		panic("seal: column registered twice: " + c.Name())
	}
	registry.columns[c.Name()] = c
	return c
}

// Columns lists every registered column by name: what canary tests plant in, and what a person's
// copy of her data is made from.
func Columns() []Column {
	registry.Lock()
	defer registry.Unlock()
	list := make([]Column, 0, len(registry.columns))
	for _, c := range registry.columns {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Column) int { return cmp.Compare(a.Name(), b.Name()) })
	return list
}

// Name is how audit entries call the column: "person_name.initials".
func (c Column) Name() string {
	if c.info == nil {
		return ""
	}
	return c.info.table + "." + c.info.column
}

// String is Name.
func (c Column) String() string { return c.Name() }

// IsZero tells whether it is no column.
func (c Column) IsZero() bool { return c.info == nil }

// Table is the table the column is in.
func (c Column) Table() string { return c.get().table }

// Column is the column's name in its table.
func (c Column) Column() string { return c.get().column }

// Section is the section of a folder an actor needs to open it.
func (c Column) Section() access.Section { return c.get().section }

// Class is the column's retention class.
func (c Column) Class() Class { return c.get().class }

// IsListing tells whether opening it is only being listed.
func (c Column) IsListing() bool { return c.get().listing }

// IsFile tells whether it holds a file and not words.
func (c Column) IsFile() bool { return c.get().file }

func (c Column) get() columnInfo {
	if c.info == nil {
		return columnInfo{}
	}
	return *c.info
}

// Value gives a closed value as read from the database: the box in this column of a row, seen
// through a folder. A nil or empty box is an empty value, which opens to "".
func (c Column) Value(folder id.Folder, row string, box []byte) *Value {
	key, _ := boxKey(box) // a box that names no key fails when it is opened, with its own message
	return &Value{column: c, folder: folder, row: row, key: key, box: box}
}
