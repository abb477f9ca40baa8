package referrals

import (
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/web/view"
)

// forceField asks for the police force where one of the services decides by it: whoever it is about
// may live elsewhere, and only the force says then that the service is theirs.
func forceField(set *catalogue.Set, services []catalogue.Service, a view.Answers) view.Part {
	var by []string
	for _, s := range services {
		if strings.Contains(s.Eligible.String(), "Force") {
			by = append(by, s.Name)
		}
	}
	if len(by) == 0 {
		return nil
	}
	var items []view.Choice
	for _, force := range forces(set) {
		items = append(items, view.Choice{Value: force, Label: forceName(force)})
	}
	return view.Select{Name: "force", Label: set.Word("help.force"), Hint: set.Word("help.force_hint", "services", strings.Join(by, ", ")),
		Items: items}.From(a)
}

// forces gives the police forces of the catalogue's districts, by name.
func forces(set *catalogue.Set) []string {
	var all []string
	for _, d := range set.Districts() {
		if d.Force != "" {
			all = append(all, d.Force)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// forceName writes a force's short name as people do: "Devon and Cornwall".
func forceName(key string) string {
	words := strings.Split(key, "-")
	for i, w := range words {
		if w != "" && w != "and" && w != "of" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}
