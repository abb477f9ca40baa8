package viewtest

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/web/view"
)

// CheckTemplates tries every template the program defined. A field that is not there, a wrong
// type or a broken tag shows itself here and not before somebody's eyes.
func CheckTemplates(t *testing.T) {
	t.Helper()
	for _, d := range view.Templates() {
		t.Run(d.Name, func(t *testing.T) {
			if where := Untyped(d.Type); where != "" {
				t.Errorf("%s: pages are filled with types all the way down", where)
			}
			for name, data := range map[string]reflect.Value{
				"nothing":         reflect.New(d.Type).Elem(),
				"everything, on":  Filled(d.Type, true),
				"everything, off": Filled(d.Type, false),
			} {
				out, err := d.Draw(data.Interface())
				if err != nil {
					t.Errorf("with %s: %v", name, err)
				}
				if strings.Contains(out, "ZgotmplZ") {
					t.Errorf("with %s: html/template refused a value where it stands (ZgotmplZ)", name)
				}
			}
			for _, word := range InsideWords(d.Source) {
				t.Errorf("the inside word %q is on the screen", word)
			}
		})
	}
}

var (
	insideWord = regexp.MustCompile(`(?i)\b(gates?|(?:un)?sealed|dispositions?|quarantined?|tiers?|grant(?:s|ed|ee)?)\b`)
	action     = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	tag        = regexp.MustCompile(`(?s)<[^>]*>`)
	spoken     = regexp.MustCompile(`(?:aria-label|title|alt|placeholder)="([^"]*)"`)
)

// InsideWords gives the words of the machine room that a reader of a template or page would see
// or hear. Say held for checking, can't see, shared with, private.
func InsideWords(source string) []string {
	source = action.ReplaceAllString(source, "")
	seen := tag.ReplaceAllString(source, " ")
	for _, label := range spoken.FindAllStringSubmatch(source, -1) {
		seen += " " + label[1]
	}
	return insideWord.FindAllString(seen, -1)
}
