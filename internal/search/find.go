package search

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/match"
	"goldenthread/internal/seal"
)

// ActFind is for everybody who works with people, in the services they work for.
var ActFind = access.Declare("search.find", access.Policy{Roles: access.Casework})

// Found is what a search gives.
type Found struct {
	Hits  []Hit // the best, at most a page of them
	Count int   // of what the searcher may see; stops at 100
	Cut   bool  // not everything was searched: there is more than the index holds
}

// Hit is a record in which everything typed was found.
type Hit struct {
	Reference id.Reference
	Service   string
	HasCase   bool
	Initials  *seal.Value
	Where     []string // in what: "the name", "a note"
	Piece     string   // the words around the find, opened; empty: it stands in what is not shown in a list
}

const (
	mostHits = 25
	mostOf   = 100 // a count stops here
)

// find is a file that matches, before anything of it is opened.
type find struct {
	shelf   *shelf
	service string
	file    int
	score   int
	where   []text // in what the searcher may see, heaviest first
}

// Find looks for what was typed in everything that the actor may see of some services. Those who work
// with people may, in their own services. What the actor may not see is left out first: it is not counted,
// not ranked, and finds nothing.
//
// Fails with errs.Invalid when nothing can be looked for in what was typed, and errs.NotFound for a
// service the actor does not work for.
func (ix *Index) Find(ctx context.Context, v *gate.View, services []string, typed string) (Found, error) {
	if len(services) == 0 {
		return Found{}, gate.NoSuchRecord()
	}
	for _, s := range services {
		if err := v.Authorize(ctx, ActFind, gate.On{Service: s}); err != nil {
			return Found{}, err
		}
	}
	terms, err := parse(typed)
	if err != nil {
		return Found{}, err
	}
	var out Found
	var all []find
	for _, service := range services {
		s, err := ix.of(ctx, v, service)
		if err != nil {
			return Found{}, err
		}
		finds, err := s.match(ctx, v, terms)
		if err != nil {
			return Found{}, err
		}
		for i := range finds {
			finds[i].service = service
		}
		all, out.Cut = append(all, finds...), out.Cut || s.cut
	}
	slices.SortStableFunc(all, func(a, b find) int { return b.score - a.score })
	out.Count = min(len(all), mostOf)
	out.Hits, err = open(ctx, v, all[:min(len(all), mostHits)], terms)
	return out, err
}

// match gives the files in which every term stands somewhere the actor may see.
func (s *shelf) match(ctx context.Context, v *gate.View, terms []term) ([]find, error) {
	byFile := make([]map[int][]text, len(terms)) // of each term
	var folders []id.Folder
	for i, t := range terms {
		byFile[i] = map[int][]text{}
		for _, tok := range t {
			for _, at := range s.places[v.Blind(tok.rule, tok.text)] {
				where := s.texts[at]
				if i == 0 || byFile[i-1][where.file] != nil {
					byFile[i][where.file] = append(byFile[i][where.file], where)
				}
			}
		}
	}
	last := byFile[len(terms)-1]
	for f := range last {
		folders = append(folders, s.files[f].folder)
	}
	slices.Sort(folders)
	may := visible{}
	var finds []find
	for f := range last {
		one := find{shelf: s, file: f}
		for i := range terms {
			seen, err := may.of(ctx, v, s.files[f].folder, folders, byFile[i][f])
			if err != nil {
				return nil, err
			}
			if len(seen) == 0 {
				one.where = nil
				break
			}
			slices.SortStableFunc(seen, func(a, b text) int { return sorts[b.column].weight - sorts[a.column].weight })
			one.score += sorts[seen[0].column].weight
			one.where = append(one.where, seen...)
		}
		if one.where != nil {
			finds = append(finds, one)
		}
	}
	slices.SortFunc(finds, func(a, b find) int { return a.file - b.file }) // as they came: the latest first
	return finds, nil
}

// visible remembers of which folders the actor sees which section.
type visible map[access.Section]map[id.Folder]bool

// of gives those of the texts of one folder that the actor may see. All folders are asked about at once.
func (m visible) of(ctx context.Context, v *gate.View, folder id.Folder, all []id.Folder, texts []text) ([]text, error) {
	var seen []text
	for _, t := range texts {
		section := columns()[t.column].Section()
		if m[section] == nil {
			may, err := v.Visible(ctx, all, section)
			if err != nil {
				return nil, err
			}
			m[section] = may
		}
		if m[section][folder] {
			seen = append(seen, t)
		}
	}
	return seen, nil
}

// open opens what is shown of the finds: initials, and a piece of the heaviest text that may be shown.
func open(ctx context.Context, v *gate.View, finds []find, terms []term) ([]Hit, error) {
	hits := make([]Hit, 0, len(finds))
	pieces := make([]*seal.Value, len(finds))
	var values []*seal.Value
	for i, f := range finds {
		h := Hit{Reference: f.shelf.files[f.file].reference, Service: f.service, HasCase: f.shelf.files[f.file].hasCase}
		if in := f.shelf.files[f.file].initials; in.column != "" {
			h.Initials = f.shelf.value(in)
			values = append(values, h.Initials)
		}
		for _, t := range f.where {
			if what := sorts[t.column].what; !slices.Contains(h.Where, what) {
				h.Where = append(h.Where, what)
			}
			if pieces[i] == nil && sorts[t.column].show {
				pieces[i] = f.shelf.value(t)
				values = append(values, pieces[i])
			}
		}
		hits = append(hits, h)
	}
	if err := v.Open(ctx, values...); err != nil && errs.KindOf(err) != errs.NotFound {
		return nil, err
	} else if err != nil {
		return nil, errs.New(errs.Internal, "a find that may not be opened was not left out")
	}
	for i := range hits {
		hits[i].Piece = piece(pieces[i].Text(), terms)
	}
	return hits, nil
}

// around is how many words of a text are shown on each side of what was found.
const around = 9

// piece gives the words around the first that was looked for.
func piece(plain string, terms []term) string {
	all := strings.FieldsFunc(plain, unicode.IsSpace)
	at := slices.IndexFunc(all, func(w string) bool {
		for _, folded := range strings.Fields(match.Fold(w)) {
			for _, t := range terms {
				if slices.Contains(t, token{byWord, folded}) {
					return true
				}
			}
		}
		return false
	})
	from, to := max(0, at-around), min(len(all), max(0, at)+around+1)
	words := strings.Join(all[from:to], " ")
	if from > 0 {
		words = "… " + words
	}
	if to < len(all) {
		words += " …"
	}
	return words
}
