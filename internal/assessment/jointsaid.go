package assessment

import (
	"goldenthread/internal/catalogue"
	"goldenthread/internal/seal"
)

// Standing says in a sentence what both say and how that came about.
func (j Joint) Standing(in catalogue.Instrument) string {
	priority := func(key string) string { return labelOf(catalogue.Question{Options: in.Priorities}, key) }
	ours, theirs := priority(j.Priority), priority(j.Theirs)
	how := map[How]string{ByAccount: "in the program", ByTelephone: "by telephone", InPerson: "in person", ByFile: "by the grade in their file"}[j.How]
	if officer := opened(j.Officer); officer != "" {
		how += " with officer " + officer
	}
	when := j.AgreedAt.Date().Plain() + ", " + j.AgreedAt.Clock()
	switch j.State {
	case JointWaiting:
		return "We say " + ours + ". The police have not answered yet."
	case JointDiffers:
		return "We say " + ours + ", the police say " + theirs + " (" + how + ", " + when + "). Both are kept. Contact goes by the more urgent: " + priority(j.Counts) + "."
	}
	return ours + ": agreed " + how + ", " + when + "."
}

// JointSaid is one dimension in words.
type JointSaid struct {
	About, Ours, Theirs string // Theirs: empty while they have not said
	Differs             bool
	Reason              string // why they differ
}

// Said puts every dimension into words, in the order of the instrument's questions. Its values must be open.
func (j Joint) Said(in catalogue.Instrument) []JointSaid {
	var list []JointSaid
	for _, g := range j.In(in) {
		q, _ := in.Question(g.Dimension)
		said := JointSaid{About: q.Short, Ours: labelOf(q, g.Grade)}
		if why := opened(g.Why); why != "" {
			said.Ours += ": " + why
		}
		if j.State != JointWaiting && j.Theirs != "" {
			said.Theirs, said.Differs, said.Reason = labelOf(q, g.Theirs()), g.TheirGrade != "", opened(g.TheirWhy)
		}
		list = append(list, said)
	}
	return list
}

func labelOf(q catalogue.Question, key string) string {
	if o, ok := q.Option(key); ok {
		return o.Label
	}
	return "not given"
}

func opened(v *seal.Value) string {
	if v == nil || !v.IsOpen() {
		return ""
	}
	return v.Text()
}
