package archtest

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"goldenthread/internal/catalogue/cataloguetest"
)

// wordFaults finds where a page asks the catalogue for words by a key that no file of words has: the key itself would stand
// on the screen.
func wordFaults(s *source, has func(string) bool) []string {
	var faults []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		key, is := literal(call.Args[0]) // a key that is put together is its own test's
		if speaks(s, call) && is && !has(key) {
			faults = append(faults, s.at(call.Pos())+": the catalogue has no words for "+key)
		}
		return true
	})
	return faults
}

// fillFaults finds where a page fills a sentence with other names than stand in it in braces: one would be left to be read, or
// what was to be said is dropped.
func fillFaults(s *source, said func(key string, pairs ...string) string) []string {
	var faults []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 || call.Ellipsis.IsValid() {
			return true
		}
		key, ok := literal(call.Args[0])
		if !speaks(s, call) || !ok {
			return true
		}
		var pairs, names []string
		for i := 1; i < len(call.Args); i += 2 {
			name, _ := literal(call.Args[i])
			pairs, names = append(pairs, name, ""), append(names, "{"+name+"}")
		}
		for _, name := range names {
			if !strings.Contains(said(key), name) {
				faults = append(faults, s.at(call.Pos())+": "+name+" is not in the sentence "+key)
			}
		}
		if strings.Contains(said(key, pairs...), "{") {
			faults = append(faults, s.at(call.Pos())+": not everything in braces of the sentence "+key+" is filled in")
		}
		return true
	})
	return faults
}

// speaks tells whether a call asks the catalogue for words.
func speaks(s *source, call *ast.CallExpr) bool {
	switch fn := call.Fun.(type) {
	case *ast.SelectorExpr:
		return fn.Sel.Name == "Word" || fn.Sel.Name == "Words" && slices.Contains(publicFiles, s.path) // a set's, and the server's
	case *ast.Ident:
		return fn.Name == "say" && slices.Contains(publicFiles, s.path)
	}
	return false
}

// literal gives a text that stands in the source as it is.
func literal(n ast.Expr) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// publicFiles make what a member of the public reads, or somebody who refers: they say nothing of their own. A file that is
// added to these pages belongs here.
var publicFiles = []string{
	"internal/web/about.go", "internal/web/fail.go", "internal/web/view/alarm.go",
	"internal/web/referrals/self.go", "internal/web/referrals/check.go", "internal/web/referrals/force.go",
	"internal/web/referrals/refer.go", "internal/web/referrals/panel.go", "internal/web/referrals/people.go", "internal/web/referrals/basis.go",
	"internal/web/referrals/checkstaff.go", "internal/web/referrals/triage.go", "internal/web/referrals/handover.go", "internal/web/referrals/danger.go", "internal/web/referrals/elsewhere.go",
	"internal/web/referrals/sent.go", "internal/web/referrals/scorecard.go", "internal/web/referrals/betternumber.go",
	"internal/intake/scorecard.go", "internal/intake/weeklymail.go", "internal/notify/letter.go",
	"internal/web/account/sign_in.go",
}

// prose is two words of a sentence, or one that begins like a sentence: keys, addresses and names of inputs are neither.
var prose = regexp.MustCompile(`^[A-Z][a-z’']+([ .,:?!]|$)|[a-z’',:]+ [a-z]+`)

// unread are texts of those files that nobody is shown.
var unread = map[string]string{
	"Force":                                "the name of a fact that a rule may ask for",
	"failed to draw the page of a failure": "for the log",
}

// ownWords finds English in what should speak from the catalogue. Statements and failures that nobody is shown are no speech.
func ownWords(s *source) []string {
	if !slices.Contains(publicFiles, s.path) {
		return nil
	}
	var faults []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CallExpr:
			of, name, ok := s.name(n.Fun)
			if ok && of == module+"internal/store" && name == "SQL" {
				return false
			}
			if ok && of == module+"internal/errs" && len(n.Args) > 0 {
				_, kind, _ := s.name(n.Args[0])
				return kind != "Internal" && kind != "Conflict" && kind != "Stale"
			}
			if ok && of == module+"internal/access" && name == "Declare" {
				return false
			}
		case *ast.FuncDecl:
			if n.Name.Name == "EventKind" || n.Name.Name == "EffectKind" {
				return false
			}
		case *ast.BasicLit:
			text, is := literal(n)
			if is && unread[text] == "" && prose.MatchString(text) {
				faults = append(faults, s.at(n.Pos())+": says "+strconv.Quote(text)+" of its own: the words the public reads stand in catalogue/words")
			}
		}
		return true
	})
	return faults
}

// furniture are the words of components in every page's frame and fields, in the words of GOV.UK Frontend; a county changes them no
// more than it changes the components.
var furniture = []string{"Error:", "There is a problem", "Day", "Month", "Year", "Choose", "Golden Thread", "Sign out", "Main", "Warning:"}

// publicParts are the parts that pages of the public are made of.
var publicParts = []string{"frame", "exit-this-page", "error-summary", "field", "text-input", "textarea", "date-input", "choices", "select", "form", "button", "button-form",
	"link-button", "link", "panel", "inset", "alert", "paragraph", "heading", "list", "rows", "summary-list", "details", "back", "table", "tag"}

var (
	templateActions = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	shown           = regexp.MustCompile(`(?s)>([^<>]*)<|(?:aria-label|title|alt|placeholder)="([^"]*)"`)
)

// templateWords finds English in a template, outside its actions.
func templateWords(source string) []string {
	var found []string
	for _, m := range shown.FindAllStringSubmatch(">"+templateActions.ReplaceAllString(source, "")+"<", -1) {
		text := strings.TrimSpace(strings.ReplaceAll(m[1]+m[2], "&ensp;", ""))
		if prose.MatchString(text) && !slices.Contains(furniture, text) {
			found = append(found, text)
		}
	}
	return found
}

// TestPublicPagesSpeakFromTheCatalogue: no page of the public, no letter to a sender and no part they are made of has an English
// sentence of its own.
func TestPublicPagesSpeakFromTheCatalogue(t *testing.T) {
	seen := 0
	for _, s := range product(t) {
		report(t, ownWords(s))
		if slices.Contains(publicFiles, s.path) {
			seen++
		}
	}
	if seen != len(publicFiles) {
		t.Errorf("of %d files of public pages %d are there: the list is out of date", len(publicFiles), seen)
	}
	bad := pretend(t, "internal/web/about.go", `package web; var a = view.Para("We will ring you."); var b = "Yes"; var c = "/get-help"; var d = "safe_from"`)
	if got := ownWords(bad); len(got) != 2 {
		t.Errorf("of a file with two sentences of its own it finds %v", got)
	}
	for _, part := range publicParts {
		source, err := os.ReadFile(filepath.Join(root, "internal/web/view/parts", part+".html"))
		if err != nil {
			t.Error(err)
		}
		if found := templateWords(string(source)); len(found) > 0 {
			t.Errorf("the part %s says %q of its own", part, found)
		}
	}
	if got := templateWords(`<p class="a">{{if .X}}Call us{{end}} <a aria-label="Help now">{{.T}}</a></p>`); len(got) != 2 {
		t.Errorf("of a template with two words of its own it finds %q", got)
	}
}

func TestEveryWordIsInTheCatalogue(t *testing.T) {
	set := cataloguetest.Shipped(t)
	for _, s := range product(t) {
		report(t, wordFaults(s, set.HasWord))
		report(t, fillFaults(s, set.Word))
	}
	bad := pretend(t, "internal/web/x/x.go", `package x; var a = p.set.Word("help.no_such"); var b = p.set.Word("help.title")`)
	if got := wordFaults(bad, set.HasWord); len(got) != 1 {
		t.Errorf("of a file with one key that there is not it finds %v", got)
	}
	bad = pretend(t, "internal/web/x/x.go", `package x; var a = p.set.Word("card.change"); var b = p.set.Word("card.change", "rang", x); var c = p.set.Word("card.change", "ring", x)`)
	if got := fillFaults(bad, set.Word); len(got) != 3 {
		t.Errorf("of a file that fills two sentences wrongly it finds %v", got)
	}
}
