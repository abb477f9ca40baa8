package chart

import (
	"strings"
	"testing"

	"goldenthread/internal/catalogue/cataloguetest"
)

// Every district of the catalogue has its outline, with room for words inside it.
func TestEveryDistrictHasItsOutline(t *testing.T) {
	set := cataloguetest.Shipped(t)
	for _, d := range set.Districts() {
		o, ok := outlines[d.Code]
		if !ok {
			t.Errorf("%s, %s, has no outline", d.Code, d.Name)
			continue
		}
		box := bounds{}.around(o)
		if len(o.rings[0]) < 4 || o.x <= box.left || o.x >= box.right || o.y <= box.top || o.y >= box.bottom {
			t.Errorf("%s: %d corners within %v, words at %d, %d", d.Name, len(o.rings[0]), box, o.x, o.y)
		}
	}
}

// What a map tells is told by letters and figures too: by its shade no figure is told alone.
func TestTheMapTellsNothingByColourAlone(t *testing.T) {
	out := drawn(t, Map{ID: "d", Title: "Where people live", Places: []Place{
		{Code: "E07000207", Value: Value{Label: "Elmbridge", Value: 12}},
		{Code: "E07000208", Value: Value{Label: "Epsom and Ewell", Value: 3}},
		{Code: "E07000209", Value: Value{Label: "Guildford"}},
		{Code: "E07000210", Value: Value{Label: "Mole Valley", Text: "not shown"}, Blank: true},
		{Code: "", Value: Value{Label: "Not known", Value: 2}},
	}}.Part())
	for _, want := range []string{
		"<desc id=\"d-desc\">Elmbridge: 12. Epsom and Ewell: 3. Guildford: 0. Mole Valley: not shown. Not known: 2.</desc>", `role="img"`,
		"gt-map__shade-3", "gt-map__shade-1", "gt-map__shade-0", "gt-map__blank", ">12</text>", ">0</text>", ">–</text>", "<strong>D</strong> Mole Valley",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if n := strings.Count(out, "<path class=\"gt-map"); n != 4 {
		t.Errorf("%d districts are drawn, want 4: who is not known lives nowhere on a map", n)
	}
	if (Map{ID: "none", Places: []Place{{Code: "E99999999"}}}).Part() != nil {
		t.Error("a map without districts is drawn")
	}
	if got := letter(0) + letter(25) + letter(26) + letter(52); got != "AZAABA" {
		t.Errorf("letters are %s", got)
	}
}
