package store

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Statement is one SQL text with a name. It is made by [SQL] and never changes.
type Statement struct{ *statement }

type statement struct {
	name, owner, text string
	pieces            []piece
	takesList         bool
	columns           int // of {{rows N}}; 0 when it has none
	before            int // the highest placeholder written out: a list or rows go on from it
}

// piece is a part of a statement: plain text, or a fragment that the engine or the arguments decide.
type piece struct {
	text, onSQLite string
	fragment       string
}

// looked finds what SQLite looks at while it plans: the number in LIMIT $n, and a value that a column equals, where a
// partial index names a value of that column.
var looked = regexp.MustCompile(`(\bLIMIT|=) \$`)

// plain gives a piece of text. A statement whose plan looked at a bound value is prepared again, whole, each time a value is
// bound, even the same; SQLite does not look behind a sign, and a sign changes nothing.
func plain(text string) piece {
	return piece{text: text, onSQLite: looked.ReplaceAllString(text, "$1 +$$")}
}

func (p piece) on(engine string) string {
	if engine == SQLite {
		return p.onSQLite
	}
	return p.text
}

var registry struct {
	sync.Mutex
	byName map[string]Statement
}

var (
	nameForm     = regexp.MustCompile(`^[a-z]+\.[a-zA-Z0-9]+$`)
	fragmentForm = regexp.MustCompile(`\{\{\s*(.*?)\s*\}\}`)
)

// SQL registers a statement under a name of the form "casework.openCase", the part before the dot
// being the package that owns it. It is for package variables: it panics at start-up when the name
// is taken or malformed, or when the text holds a fragment outside this closed list:
//
//	{{list}}         the items of a [List], in  IN ({{list}})
//	{{rows 3}}       the rows of [Rows] with 3 columns, in  VALUES {{rows 3}}
//	{{for_update}}   lock the rows read until the end; nothing on SQLite, where one writes at a time
//	{{skip_locked}}  the same, passing over rows that another holds
func SQL(name, text string) Statement {
	if !nameForm.MatchString(name) {
		panic("store: a statement is named like casework.openCase, not " + name)
	}
	owner, _, _ := strings.Cut(name, ".")
	st := &statement{name: name, owner: owner, text: text}
	if err := st.parse(); err != nil {
		panic("store: " + name + ": " + err.Error())
	}
	registry.Lock()
	defer registry.Unlock()
	if _, taken := registry.byName[name]; taken {
		panic("store: two statements are named " + name)
	}
	if registry.byName == nil {
		registry.byName = map[string]Statement{}
	}
	registry.byName[name] = Statement{st}
	return Statement{st}
}

// Statements gives every registered statement in the order of names, for tests about them all.
func Statements() []Statement {
	registry.Lock()
	defer registry.Unlock()
	all := make([]Statement, 0, len(registry.byName))
	for _, s := range registry.byName {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Statement) int { return strings.Compare(a.name, b.name) })
	return all
}

// Name gives the name it was registered under.
func (s Statement) Name() string { return s.name }

// Owner gives the package that owns it: the part of the name before the dot.
func (s Statement) Owner() string { return s.owner }

// Text gives the SQL as written, fragments included.
func (s Statement) Text() string { return s.text }

func (st *statement) parse() error {
	rest := st.text
	for {
		at := fragmentForm.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		name := rest[at[2]:at[3]]
		switch {
		case name == "list":
			st.takesList = true
		case strings.HasPrefix(name, "rows "):
			n, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(name, "rows ")))
			if err != nil || n < 1 || n > maxColumns {
				return fmt.Errorf("{{%s}} needs a number of columns from 1 to %d", name, maxColumns)
			}
			st.columns, name = n, "rows"
		case name == "for_update" || name == "skip_locked":
		default:
			return fmt.Errorf("there is no fragment {{%s}}", name)
		}
		st.pieces = append(st.pieces, plain(rest[:at[0]]), piece{fragment: name})
		rest = rest[at[1]:]
	}
	if strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
		return fmt.Errorf("a fragment is not closed")
	}
	if st.takesList && st.columns > 0 {
		return fmt.Errorf("a statement takes a list or rows, not both: each must be the last argument")
	}
	st.pieces = append(st.pieces, plain(rest))
	st.before = highestPlaceholder(st.text)
	return nil
}

var numbered = regexp.MustCompile(`\$([0-9]+)`)

func highestPlaceholder(text string) int {
	highest := 0
	for _, m := range numbered.FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(m[1])
		if err == nil {
			highest = max(highest, n)
		}
	}
	return highest
}

// render gives the text for an engine: first is the number of the first placeholder of the list or
// rows, count how many items or rows there are.
func (st *statement) render(engine string, first, count int) string {
	if len(st.pieces) == 1 {
		return st.pieces[0].on(engine)
	}
	var b strings.Builder
	for _, p := range st.pieces {
		switch p.fragment {
		case "":
			b.WriteString(p.on(engine))
		case "list":
			placeholders(&b, first, count)
		case "rows":
			for i := range count {
				if i > 0 {
					b.WriteByte(',')
				}
				b.WriteByte('(')
				placeholders(&b, first+i*st.columns, st.columns)
				b.WriteByte(')')
			}
		case "for_update":
			if engine == Postgres {
				b.WriteString("FOR UPDATE")
			}
		case "skip_locked":
			if engine == Postgres {
				b.WriteString("FOR UPDATE SKIP LOCKED")
			}
		}
	}
	return b.String()
}

func placeholders(b *strings.Builder, first, count int) {
	for i := range count {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(first + i))
	}
}
