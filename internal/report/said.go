package report

// Words are what people wrote for a return: of each table the commentary, which is part of it, and the last question or
// answer, which stands beside it; and the case study. A publication has none of it.

// CaseStudy is what the report-writer's case study goes by where a table is named.
const CaseStudy = "case_study"

// takeWords puts what was written where it stands.
func (r *Report) takeWords(all []Remark) {
	for _, m := range all {
		if m.Table == CaseStudy && m.InReturn && r.definition.CaseStudy {
			r.CaseStudy = &m
			continue
		}
		for i := range r.Tables {
			switch t := &r.Tables[i]; {
			case t.ID != m.Table:
			case m.InReturn:
				t.Commentary = &m
			default:
				t.Comment = &m
			}
		}
	}
}

// dropWords leaves out all that was written.
func (r *Report) dropWords() {
	for i := range r.Tables {
		t := &r.Tables[i]
		t.Commentary, t.Comment, t.Said, t.SaidMore = nil, nil, nil, 0
	}
	r.CaseStudy = nil
}

// AsksCaseStudy tells whether the return has a place for a case study.
func (r Report) AsksCaseStudy() bool { return r.definition.CaseStudy && !r.Published }

// commentary gives the words that are part of the return, by the table they stand with.
func (r Report) commentary() map[string]string {
	words := map[string]string{}
	for _, t := range r.Tables {
		if t.Commentary != nil {
			words[t.ID] = t.Commentary.Body
		}
	}
	if r.CaseStudy != nil {
		words[CaseStudy] = r.CaseStudy.Body
	}
	return words
}

// Signed says whose words they are and when they were written.
func (m Remark) Signed() string { return m.By + ", " + m.At.Date().Plain() }

// written gives the words of a table as they are printed, a line each: what they are, who wrote them and when, the words.
func (t Table) written() [][]string {
	var lines [][]string
	if t.Commentary != nil {
		lines = append(lines, []string{"Commentary", t.Commentary.Signed(), t.Commentary.Body})
	}
	if t.Comment != nil {
		lines = append(lines, []string{"Comment beside the return", t.Comment.Signed(), t.Comment.Body})
	}
	return lines
}

// story gives the case study as it is printed.
func (r Report) story() [][]string {
	if r.CaseStudy == nil {
		return nil
	}
	return [][]string{{"Case study", r.CaseStudy.Signed(), r.CaseStudy.Body}}
}
