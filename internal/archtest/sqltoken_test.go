package archtest

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	sqlFragment = regexp.MustCompile(`\{\{.*?\}\}`)
	sqlComment  = regexp.MustCompile(`--[^\n]*`)
	sqlToken    = regexp.MustCompile(`'(?:[^']|'')*'|"[^"]*"|[A-Za-z_][A-Za-z_0-9]*|\$[0-9]+|[0-9]+|->>?|#>>?|@>|::|\|\||[<>]=|<>|!=|\S`)
)

// tokens cuts SQL into words and signs, without comments and fragments. Words are in lower case; a
// quoted text is one token.
func tokens(text string) []string {
	all := sqlToken.FindAllString(sqlComment.ReplaceAllString(sqlFragment.ReplaceAllString(text, " "), " "), -1)
	for i, t := range all {
		if !strings.HasPrefix(t, "'") {
			all[i] = strings.ToLower(t)
		}
	}
	return all
}

func isWord(token string) bool {
	return token != "" && (token[0] == '_' || token[0] >= 'a' && token[0] <= 'z')
}

// touched are the tables and views a statement reads and writes, without those it defines itself
// in a WITH.
type touched struct{ reads, writes []string }

// endsFrom are the words after which a comma no longer stands between tables.
var endsFrom = []string{"where", "group", "order", "having", "limit", "union", "except", "intersect", "set", "returning", "window", "select", "values"}

// touches finds the tables of a statement. It knows the shared subset and no more: a table stands
// after FROM, JOIN, INTO or UPDATE, or after a comma in a FROM.
func touches(text string) touched {
	var t touched
	all := tokens(text)
	at := func(i int) string {
		if i < 0 || i >= len(all) {
			return ""
		}
		return all[i]
	}
	own := defined(all)
	add := func(list *[]string, name string) {
		if isWord(name) && !slices.Contains(own, name) && !slices.Contains(*list, name) {
			*list = append(*list, name)
		}
	}
	inFrom := []bool{false} // one for each open bracket
	top := func() *bool { return &inFrom[len(inFrom)-1] }
	for i, word := range all {
		next := at(i + 1)
		switch {
		case word == "(":
			inFrom = append(inFrom, false)
		case word == ")":
			if len(inFrom) > 1 {
				inFrom = inFrom[:len(inFrom)-1]
			}
		case word == "from" && at(i-1) == "delete", word == "into", word == "update" && at(i-1) != "do" && at(i-1) != "for":
			add(&t.writes, next)
		case word == "from" && at(i-1) != "distinct":
			*top() = true
			add(&t.reads, next)
		case word == "join", word == "," && *top(), word == "using" && isWord(next):
			add(&t.reads, next)
		case slices.Contains(endsFrom, word):
			*top() = false
		}
	}
	return t
}

// defined gives the names a statement defines in a WITH: a word, perhaps columns, then AS (.
func defined(all []string) []string {
	var names []string
	for i, word := range all {
		if word != "as" || i+1 >= len(all) || all[i+1] != "(" || i == 0 {
			continue
		}
		j := i - 1
		if all[j] == ")" {
			for j > 0 && all[j] != "(" {
				j--
			}
			j--
		}
		if j >= 0 && isWord(all[j]) {
			names = append(names, all[j])
		}
	}
	return names
}

func TestTablesOfAStatementAreFound(t *testing.T) {
	for text, want := range map[string]touched{
		`SELECT a FROM b`: {reads: []string{"b"}},
		`SELECT a FROM b x, c y JOIN d ON d.i = x.i WHERE x.q IN (1, 2)`:                     {reads: []string{"b", "c", "d"}},
		`WITH k AS (SELECT 1 FROM b), l (m, n) AS (SELECT 1) SELECT 1 FROM k JOIN l ON true`: {reads: []string{"b"}},
		`INSERT INTO a (b, c) SELECT b, c FROM d ON CONFLICT (b) DO UPDATE SET c = 1`:        {reads: []string{"d"}, writes: []string{"a"}},
		`UPDATE a SET b = 1 FROM c WHERE c.i = a.i`:                                          {reads: []string{"c"}, writes: []string{"a"}},
		`DELETE FROM a WHERE i IN (SELECT i FROM b)`:                                         {reads: []string{"b"}, writes: []string{"a"}},
		`SELECT COALESCE(a, b) FROM c ORDER BY d, e {{for_update}}`:                          {reads: []string{"c"}},
		`SELECT a FROM b WHERE c IS DISTINCT FROM d`:                                         {reads: []string{"b"}},
		`SELECT 'from nowhere' -- from here`:                                                 {},
		`SELECT a FROM (VALUES {{rows 2}}) AS v (x, y), b`:                                   {reads: []string{"b"}},
	} {
		if diff := cmp.Diff(want, touches(text), cmp.AllowUnexported(touched{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}
