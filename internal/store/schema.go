package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/errs"
)

// Schema is the tables of one package: files named 00110_case.sql, anywhere below Files, each
// beginning with "-- +goose Up". The numbers are unique over all owners. A file for one engine alone
// is named 00110_case.sqlite.sql or 00110_case.postgres.sql.
type Schema struct {
	Owner string
	Files fs.FS
}

// plan is every file of every owner for one engine, by number.
type plan struct {
	files map[string]file // by name
	byNo  map[int64]file
}

type file struct {
	number      int64
	owner, name string
	digest      string
	from        fs.FS
	path        string
}

var fileForm = regexp.MustCompile(`^([0-9]{5})_[a-z0-9_]+(\.sqlite|\.postgres)?\.sql$`)

func newPlan(engine string, schemas []Schema) (*plan, error) {
	p := &plan{files: map[string]file{}, byNo: map[int64]file{}}
	for _, s := range schemas {
		err := fs.WalkDir(s.Files, ".", func(at string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(at) != ".sql" {
				return err
			}
			return p.addFile(engine, s, at)
		})
		if err != nil {
			return nil, errs.Wrap(errs.Invalid, "the schema of "+s.Owner, err)
		}
	}
	return p, nil
}

func (p *plan) addFile(engine string, s Schema, at string) error {
	name := path.Base(at)
	m := fileForm.FindStringSubmatch(name)
	if m == nil {
		return fmt.Errorf("%s: a schema file is named like 00110_case.sql", name)
	}
	if m[2] != "" && m[2] != "."+engine {
		return nil
	}
	number, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return err
	}
	if other, taken := p.byNo[number]; taken {
		return fmt.Errorf("%s has the number of %s of %s", name, other.name, other.owner)
	}
	text, err := fs.ReadFile(s.Files, at)
	if err != nil {
		return err
	}
	if strings.Contains(string(text), "+goose NO TRANSACTION") {
		return fmt.Errorf("%s: a schema file is applied whole or not at all, so NO TRANSACTION is refused", name)
	}
	sum := sha256.Sum256(text)
	f := file{number: number, owner: s.Owner, name: name, digest: hex.EncodeToString(sum[:]), from: s.Files, path: at}
	p.files[name], p.byNo[number] = f, f
	return nil
}

// Open satisfies fs.FS with the files of all owners in one folder.
func (p *plan) Open(name string) (fs.File, error) {
	f, ok := p.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return f.from.Open(f.path)
}

// Glob satisfies fs.GlobFS, by which the migrations are found.
func (p *plan) Glob(pattern string) ([]string, error) {
	var names []string
	for name := range p.files {
		match, err := path.Match(pattern, name)
		if err != nil {
			return nil, err
		}
		if match {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// compare holds what was applied to a database against the plan, and gives the names of the files
// that are still to be applied.
func (p *plan) compare(applied []file) (pending []string, err error) {
	done := map[int64]bool{}
	for _, a := range applied {
		f, known := p.byNo[a.number]
		switch {
		case !known:
			return nil, errs.New(errs.Conflict, fmt.Sprintf("the database has %s of %s, which this program does not know: it was made by a newer one; install that", a.name, a.owner))
		case f.digest != a.digest:
			return nil, errs.New(errs.Conflict, fmt.Sprintf("%s of %s was altered after it was applied: restore the file and put the change into a new one", a.name, a.owner))
		}
		done[a.number] = true
	}
	for number, f := range p.byNo {
		if !done[number] {
			pending = append(pending, f.name)
		}
	}
	slices.Sort(pending)
	return pending, nil
}
