package archtest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// most is how many modules of others the program, its tests and its tools may import. Each is one
// more party that must be trusted with what victims told us.
const most = 25

var required = regexp.MustCompile(`(?m)^(?:require)?\s+([^\s]+\.[^\s]+) v`)

func TestFewDependencies(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	var modules, direct []string
	for _, m := range required.FindAllStringSubmatch(string(text), -1) {
		modules = append(modules, m[1])
	}
	for _, s := range sources(t) {
		for _, imported := range s.names {
			i := slices.IndexFunc(modules, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") })
			if i >= 0 && !slices.Contains(direct, modules[i]) {
				direct = append(direct, modules[i])
			}
		}
	}
	slices.Sort(direct)
	if len(direct) >= most {
		t.Errorf("%d modules are imported directly, and there may be fewer than %d: %s", len(direct), most, strings.Join(direct, " "))
	}
	if len(direct) == 0 {
		t.Error("no module was found: the guard reads go.mod wrongly")
	}
}
