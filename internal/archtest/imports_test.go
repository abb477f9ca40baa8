package archtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// ranks is the house from the ground up: a package may import those of the rows above its own, and
// of its own row only along an arrow.
var ranks = [][]string{
	{"errs", "clock", "id", "text"},
	{"access", "match", "measure", "catalogue", "store", "mail"},
	{"seal"},
	{"audit"},
	{"gate"},
	{"agency"},
	{"identity", "setup", "person", "assessment", "referral", "workforce", "entitlement", "evidence", "casework", "learning", "notify", "search"}, // the capabilities
	{"intake"},
	{"report", "retention", "oversight"},
	{"job", "web", "api"},
	{"app"},
	{"demo"},
	{"bench"},
	{"cli"},
	{"main"},
}

// arrows are the imports allowed within a row.
var arrows = map[string][]string{
	"referral":    {"person", "assessment"},
	"entitlement": {"referral"},
	"casework":    {"entitlement", "referral", "assessment", "person", "workforce", "identity"},
	"workforce":   {"identity"},
	"search":      {"referral", "person", "casework"},
	"learning":    {"referral", "identity"},
	"notify":      {"referral", "casework", "identity", "person", "assessment"}, // who changed what people hang on, and when; never what it says
	"web":         {"job"},                                                      // what could not be carried out waits for somebody to look at it
}

// apart are packages that stand beside the house: they may import these of it and no others.
var apart = map[string][]string{
	"testdata": {},                          // files, for tests and the demonstration
	"madeup":   {"clock"},                   // what people who do not exist are made of
	"barnet":   {"clock", "errs", "madeup"}, // makes a year of records for tests and the demonstration
	"coaching": {"clock", "madeup"},         // the same for the coaching service's first year and a half
	"harmony":  {"clock", "madeup"},         // and for Harmony's first year
	"pilot":    {"clock", "madeup"},         // and for six months of the pilot
}

// rank gives a package's row; ok is false for one the table does not know.
func rank(pkg string) (n int, ok bool) {
	n = slices.IndexFunc(ranks, func(row []string) bool { return slices.Contains(row, pkg) })
	return n, n >= 0
}

// part gives the package of the house that a folder belongs to: internal/web/view is of web.
func part(folder string) string {
	switch {
	case strings.HasPrefix(folder, "cmd/"):
		return "main"
	case folder == "catalogue": // the shipped files, read by the package of the same name
		return "catalogue"
	}
	p, _, _ := strings.Cut(strings.TrimPrefix(folder, "internal/"), "/")
	return p
}

// mayImport tells whether one part of the house may import, or read the views of, another.
func mayImport(from, to string) bool {
	if from == to {
		return true
	}
	if few, ok := apart[from]; ok {
		return slices.Contains(few, to)
	}
	if _, ok := apart[to]; ok {
		return from == "app" || from == "demo" || from == "bench" || from == "cli"
	}
	f, known := rank(from)
	t, knownToo := rank(to)
	if !known || !knownToo {
		return false
	}
	if f == t {
		return slices.Contains(arrows[from], to)
	}
	capabilities, _ := rank("person")
	if (from == "report" || from == "retention") && t >= capabilities {
		return false // they read what owners publish as views, and know no capability
	}
	return t < f
}

func importFaults(s *source) []string {
	var faults []string
	from := part(s.folder())
	for _, spec := range s.tree.Imports {
		imported := strings.Trim(spec.Path.Value, `"`)
		below, ours := strings.CutPrefix(imported, module)
		if !ours {
			if why := foreign(from, s.folder(), imported); why != "" {
				faults = append(faults, fmt.Sprintf("%s imports %s: %s", s.at(spec.Pos()), imported, why))
			}
			continue
		}
		to := part(below)
		switch {
		case slices.ContainsFunc(strings.Split(below, "/"), isTestPackage):
			faults = append(faults, fmt.Sprintf("%s imports %s, which is for tests alone", s.at(spec.Pos()), below))
		case !mayImport(from, to):
			faults = append(faults, fmt.Sprintf("%s: %s may not import %s", s.at(spec.Pos()), from, to))
		case from == "web" && to == "web" && !webMay(s.folder(), below):
			faults = append(faults, fmt.Sprintf("%s: %s may not import %s: pages stand on the shell, and the shell on its parts", s.at(spec.Pos()), s.folder(), below))
		}
	}
	return faults
}

// foreign says why a part may not import a package of the standard library; "" when it may.
func foreign(from, folder, imported string) string {
	faces, _ := rank("web")
	n, known := rank(from)
	face := known && n >= faces
	switch {
	case (imported == "net/http" || strings.HasPrefix(imported, "html/")) && !face:
		return "only the faces know of pages and requests"
	case (from == "access" || from == "match") && (imported == "os" || imported == "net" || imported == "io/fs"):
		return from + " is pure: facts in, decision out"
	}
	return ""
}

// webMay tells whether one package of web may import another: the parts of pages import no shell,
// the shell no pages, and one page package no other.
func webMay(from, to string) bool {
	parts := to == "internal/web/view" || strings.HasPrefix(to, "internal/web/view/") || to == "internal/web/assets"
	switch {
	case from == "internal/web/view" || strings.HasPrefix(from, "internal/web/view/"), from == "internal/web/assets", from == "internal/web":
		return parts
	}
	return parts || to == "internal/web" || strings.HasPrefix(to, from+"/")
}

func TestImportsGoOneWay(t *testing.T) {
	for _, s := range product(t) {
		if p := part(s.folder()); apart[p] == nil {
			if _, known := rank(p); !known {
				t.Errorf("%s: the package %s has no place in the house: give it a row in ranks", s.path, p)
			}
		}
	}
	report(t, each(product(t), importFaults))

	mustRefuse(t, importFaults, map[string]string{
		"internal/errs/a.go":       `package errs; import _ "goldenthread/internal/clock"`,
		"internal/store/a.go":      `package store; import _ "goldenthread/internal/access"`,
		"internal/person/a.go":     `package person; import _ "goldenthread/internal/referral"`,
		"internal/casework/a.go":   `package casework; import _ "net/http"`,
		"internal/referral/a.go":   `package referral; import _ "goldenthread/internal/gate/gatetest"`,
		"internal/report/a.go":     `package report; import _ "goldenthread/internal/casework"`,
		"internal/barnet/a.go":     `package barnet; import _ "goldenthread/internal/store"`,
		"internal/web/a.go":        `package web; import _ "goldenthread/internal/web/cases"`,
		"internal/web/view/a.go":   `package view; import _ "goldenthread/internal/web"`,
		"internal/web/cases/a.go":  `package cases; import _ "goldenthread/internal/web/people"`,
		"internal/access/a.go":     `package access; import _ "os"`,
		"internal/assessment/a.go": `package assessment; import _ "html/template"`,
	})
}
