package match

import (
	"bufio"
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// forename_variants.txt has one name a line, then the names that are forms of it and stand after it
// in the alphabet, so that each pair is written once. common_names.csv has the share of people, in
// ten thousand, who bear a common name. Where both come from: doc/data-sources.md.
var (
	//go:embed forename_variants.txt
	variantsText string

	//go:embed common_names.csv
	commonText string
)

type nameTables struct {
	variants  map[string][]string
	forenames map[string]float64
	surnames  map[string]float64
}

// tables are read once, when the first two records are compared.
var tables = sync.OnceValue(func() nameTables {
	t := nameTables{map[string][]string{}, map[string]float64{}, map[string]float64{}}
	for s := bufio.NewScanner(strings.NewReader(variantsText)); s.Scan(); {
		words := strings.Fields(s.Text())
		for _, v := range words[1:] {
			t.variants[words[0]] = append(t.variants[words[0]], v)
			t.variants[v] = append(t.variants[v], words[0])
		}
	}
	for line := range strings.Lines(commonText) {
		f := strings.Split(strings.TrimSpace(line), ",")
		share, err := strconv.ParseFloat(f[2], 64)
		switch {
		case err != nil:
			continue // the line of column names
		case f[0] == "forename":
			t.forenames[f[1]] = share / 10_000
		default:
			t.surnames[f[1]] = share / 10_000
		}
	}
	return t
})

// IsVariant tells whether two first names are forms of one name: Bob and Robert. It is not
// transitive, and what it says is what people do, not what a dictionary lists.
func IsVariant(a, b string) bool {
	for _, v := range tables().variants[a] {
		if v == b {
			return true
		}
	}
	return false
}

// canonical gives the most common name among a first name and its forms, for look-up keys only:
// names that meet in it are found, and then compared as what they are.
func canonical(name string) string {
	t := tables()
	best, share := name, t.forenames[name]
	for _, v := range t.variants[name] {
		if s := t.forenames[v]; s > share || s == share && s > 0 && v < best {
			best, share = v, s
		}
	}
	return best
}
