package apptest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/store"
)

// TestCommandTableIsWhole: every command of the program has a row. A command is a type with a method
// Run(ctx, tx *gate.Tx).
func TestCommandTableIsWhole(t *testing.T) {
	var inTable []string
	for _, c := range commands() {
		inTable = append(inTable, c.name)
		if (c.part == "") == (c.make == nil) {
			t.Errorf("%s: a row tries the command or says of what it is a part", c.name)
		}
	}
	slices.Sort(inTable)
	if diff := cmp.Diff(commandsIn(t, filepath.Join("..")), inTable); diff != "" {
		t.Errorf("the table of commands (+) is not what the code has (-): add a row that tries the new one\n%s", diff)
	}
}

// commandsIn finds the commands in the source, by name.
func commandsIn(t *testing.T, root string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "Run" && f.Recv != nil && takesTx(f.Type.Params.List) {
				found = append(found, file.Name.Name+"."+f.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(found)
	return found
}

func takesTx(params []*ast.Field) bool {
	if len(params) != 2 {
		return false
	}
	star, ok := params[1].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	sel, ok := star.X.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Tx"
}

// attacker is somebody a command must refuse.
type attacker struct {
	name string
	ctx  context.Context
}

// attackers lists whom a command that is about the subject must refuse, each in the role that may.
func (s subject) attackers(c command) []attacker {
	role := c.role
	if role == "" {
		role = apptest.Holder(home)
	}
	nobody, suspended := attacker{"nobody", s.a.Nobody(s.t)}, attacker{"a suspended account", s.a.Suspended(s.t, home)}
	job := attacker{"a part of the system", s.a.System(s.t, "job")}
	switch c.reach {
	case ofAnyone:
		return nil
	case ofOneself:
		return []attacker{nobody, suspended, job}
	case ofOffice:
		return []attacker{nobody, suspended, job, {"another role", s.a.As(s.t, access.VictimsChampion, home)}}
	}
	return []attacker{nobody, suspended, job,
		{"a stranger of another agency", s.a.Stranger(s.t, role, home)},
		{"the same role in another service", s.a.As(s.t, role, away)},
		{"the right one, kept out of this folder", s.right(c)},
	}
}

// TestCommandsRefuse: whoever may not is told that there is nothing, whatever the command, and nothing is
// changed; whoever may is not refused, and what she does is recorded as exactly the events it declares.
func TestCommandsRefuse(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		handout, err := identity.NewHandout(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var cost strings.Builder
		fmt.Fprintln(&cost, "command, done by whoever may: statements, opened, waits for the disk")
		left := 0 // of those a pattern on the command line left out
		for _, c := range commands() {
			if c.part != "" {
				continue
			}
			left++
			t.Run(c.name, func(t *testing.T) {
				left--
				a.Clock.Advance(time.Second)
				s := subject{t: t, a: a, since: a.Clock.Now(), service: a.Service(t, home), handout: handout}
				s.Case = a.Case(t, home)
				n := s.tryAll(c)
				if c.events != nil {
					fmt.Fprintf(&cost, "%s: %d %d %d\n", c.name, n.Statements, n.Opens, n.FsyncWaits)
				}
			})
		}
		if a.DB.Engine() == store.SQLite && !t.Failed() && left == 0 {
			golden(t, "commands.golden", cost.String())
		}
	})
}

// tryAll gives what the command cost whoever may.
func (s subject) tryAll(c command) *store.Counts {
	s.t.Helper()
	do := c.make(s)
	attackers := s.attackers(c)
	if c.reach == ofFolder {
		s.keepOut(s.right(c))
	}
	before := s.a.Digest(s.t)
	for _, by := range attackers {
		if _, err := s.try(by.ctx, do); errs.KindOf(err) != errs.NotFound {
			s.t.Errorf("%s: %v (%v), want that there is nothing", by.name, err, errs.KindOf(err))
		}
	}
	if diff := cmp.Diff(before, s.a.Digest(s.t)); diff != "" {
		s.t.Errorf("one of those who may not changed something:\n%s", diff)
	}
	if c.reach == ofFolder { // whoever may is kept out of all that was tried so far
		s.Case = s.a.Case(s.t, home)
		do = c.make(s)
	}
	return s.tryRight(c, do)
}

// right gives the context of whoever may.
func (s subject) right(c command) context.Context {
	switch {
	case c.reach == ofAnyone:
		return s.a.Nobody(s.t)
	case c.role != "":
		return s.a.As(s.t, c.role, home)
	}
	return s.worker()
}

// tryRight has whoever may do it, and counts what that costs.
func (s subject) tryRight(c command, do act) *store.Counts {
	s.t.Helper()
	ctx, n := store.Counting(s.right(c))
	entry, err := s.try(ctx, do)
	switch kind := errs.KindOf(err); {
	case c.events == nil && (kind == errs.None || kind == errs.NotFound || kind == errs.Forbidden || kind == errs.Internal):
		s.t.Errorf("whoever may: %v (%v), want it refused for what it lacks", err, kind)
	case c.events != nil && err != nil:
		s.t.Errorf("whoever may: %v (%v) %v", err, kind, errs.FieldsOf(err))
	case c.events != nil:
		if diff := cmp.Diff(c.events, s.events(entry)); diff != "" {
			s.t.Errorf("it recorded (+), and declares (-):\n%s", diff)
		}
	}
	return n
}

// try runs a command through the gate and gives its entry.
func (s subject) try(ctx context.Context, do act) (id.Entry, error) {
	var entry id.Entry
	_, err := gate.Write(ctx, s.a.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
		entry = tx.Entry()
		return 0, do(ctx, tx)
	})
	return entry, err
}

// do runs a command that must succeed.
func (s subject) do(ctx context.Context, do act) {
	s.t.Helper()
	if _, err := s.try(ctx, do); err != nil {
		s.t.Fatalf("arranging: %v %v", err, errs.FieldsOf(err))
	}
}

// worker gives the context of whoever has the case.
func (s subject) worker() context.Context { return s.a.As(s.t, apptest.Holder(home), home) }

var (
	entryBody  = store.SQL("apptest.entryBody", `SELECT body FROM audit_entry WHERE id = $1`)
	newFolders = store.SQL("apptest.newFolders", `SELECT id FROM folder WHERE service = $1 AND opened_at >= $2`)
)

// keepOut excludes whoever acts in ctx from every folder the subject brought about: whichever the command
// is about is among them.
func (s subject) keepOut(ctx context.Context) {
	s.t.Helper()
	actor, _ := access.ActorFrom(ctx)
	var folders []id.Folder
	err := s.a.DB.Read(s.t.Context(), func(ctx context.Context, r *store.Snapshot) (err error) {
		folders, err = store.Collect(ctx, r, newFolders, store.Value[id.Folder], home, s.since)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, f := range folders {
		s.a.Exclude(s.t, f, actor.Account())
	}
}

// events gives the kinds of events of an entry, sorted.
func (s subject) events(entry id.Entry) []string {
	s.t.Helper()
	var text []byte
	err := s.a.DB.Read(s.t.Context(), func(ctx context.Context, r *store.Snapshot) (err error) {
		text, err = store.One(ctx, r, entryBody, store.Value[[]byte], entry)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	var body struct {
		Events []struct{ Kind string }
	}
	if err := json.Unmarshal(text, &body); err != nil {
		s.t.Fatal(err)
	}
	var kinds []string
	for _, e := range body.Events {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}
