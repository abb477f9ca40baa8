package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Working says how a figure is worked out from others. One of its fields is set; names are those of
// placeholders: table, table/row or table/row/column.
type Working struct {
	Figure    string   `yaml:"figure"`    // another figure, said again
	Sum       []string `yaml:"sum"`       // added up, less those of Minus
	Minus     []string `yaml:"minus"`     // with Sum
	Share     *Pair    `yaml:"share"`     // part of whole in per cent, with the interval that fits
	Average   *Pair    `yaml:"average"`   // part over whole, one decimal
	Funding   bool     `yaml:"funding"`   // pounds paid for the period
	CostOf    string   `yaml:"cost_of"`   // funding over a number
	Target    string   `yaml:"target"`    // what the contract asks for in the period, by the key of the target
	Reached   *Against `yaml:"reached"`   // count in per cent of the target of the period
	Projected string   `yaml:"projected"` // what a count comes to in twelve months from the first day, if it goes on
	AWeek     string   `yaml:"a_week"`    // how many of a count there were in an average week
	AskedFor  Days     `yaml:"asked_for"` // how many days a week the service's file asks for
	Ends      *Against `yaml:"ends"`      // the day on which the target of twelve months is reached, if it goes on
	Mean      string   `yaml:"mean"`      // of a table of ages
	Middle    string   `yaml:"middle"`    // median of a table of ages
}

// Days are what a service's file asks for so many of a week.
type Days string

// The days a file can ask for.
const (
	OfService   Days = "days"
	WithPartner Days = "days_with_partner"
)

// Pair is a part and its whole.
type Pair struct {
	Part  string `yaml:"part"`
	Whole string `yaml:"whole"`
}

// Against is a count and the target it is set against.
type Against struct {
	Count  string `yaml:"count"`
	Target string `yaml:"target"`
}

// names gives the figures a working is made of.
func (w Working) names() []string {
	names := append(append([]string{}, w.Sum...), w.Minus...)
	for _, n := range []string{w.Figure, w.CostOf, w.Projected, w.AWeek} {
		if n != "" {
			names = append(names, n)
		}
	}
	if w.Share != nil {
		names = append(names, w.Share.Part, w.Share.Whole)
	}
	if w.Average != nil {
		names = append(names, w.Average.Part, w.Average.Whole)
	}
	if w.Reached != nil {
		names = append(names, w.Reached.Count)
	}
	if w.Ends != nil {
		names = append(names, w.Ends.Count)
	}
	return names
}

// result is a figure that was worked out.
type result struct {
	value, low, high Figure
	words            string // in place of the number: a day
	first, last      string // of such a day: those between which it would fall
	sign             string // "%", "£"
	how              string // in plain words
}

func missing(why string) result { return result{value: None, low: None, high: None, how: why} }

// work works out a table from the others. Whatever cannot be said says why.
func (r Report) work(f frame, l Layout) Table {
	t := Table{ID: l.ID, Title: l.Title, layout: l, Total: Row{Key: total, Label: "All", Cells: map[Column]Figure{}}}
	for _, c := range l.Columns {
		t.Columns = append(t.Columns, f.heading(c, l.Share))
		t.Total.Cells[c] = None
	}
	for _, line := range l.Rows {
		sofar := r // a line may be made of the lines above it
		sofar.Tables = slices.Clone(r.Tables)
		for i := range sofar.Tables {
			if sofar.Tables[i].ID == t.ID {
				sofar.Tables[i] = t
			}
		}
		x := sofar.result(*line.Work)
		row := Row{Key: line.Key, Label: line.Label, Cells: map[Column]Figure{}, Words: x.words, First: x.first, Last: x.last, Sign: x.sign, Why: x.how}
		for _, c := range l.Columns {
			row.Cells[c] = map[Column]Figure{Value: x.value, Low: x.low, High: x.high}[c]
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (r Report) result(w Working) result {
	values := map[string]int{}
	for _, n := range w.names() {
		f := r.figure(n)
		if !f.Known() {
			return result{value: f, low: None, high: None, how: "it is made of a figure that is not given"}
		}
		values[n] = f.Int()
	}
	switch {
	case w.Figure != "":
		return result{value: r.figure(w.Figure), low: None, high: None}
	case len(w.Sum) > 0:
		return sumOf(w, values)
	case w.Share != nil:
		part, whole := values[w.Share.Part], values[w.Share.Whole]
		low, high := fits(part, whole)
		if whole == 0 {
			return missing("there is nothing to take a share of")
		}
		return result{value: share(part, whole), low: low, high: high, sign: "%", how: fmt.Sprintf("%d of %d", part, whole)}
	case w.Average != nil:
		part, whole := values[w.Average.Part], values[w.Average.Whole]
		return result{value: Tenths(float64(part) / float64(whole)), low: None, high: None, how: fmt.Sprintf("%d over %d", part, whole)}
	case w.Funding, w.CostOf != "":
		return r.money(w, values[w.CostOf])
	case w.Target != "", w.Reached != nil:
		return r.reached(w, values)
	case w.Projected != "":
		return r.projected(values[w.Projected])
	case w.AWeek != "":
		return r.aWeek(values[w.AWeek])
	case w.AskedFor != "":
		return r.askedFor(w.AskedFor)
	case w.Ends != nil:
		return r.ends(values[w.Ends.Count], r.facts.Yearly[w.Ends.Target])
	}
	return r.ages(w)
}

func sumOf(w Working, values map[string]int) result {
	n, parts := 0, []string{}
	for _, name := range w.Sum {
		n += values[name]
		parts = append(parts, strconv.Itoa(values[name]))
	}
	how := strings.Join(parts, " and ")
	for _, name := range w.Minus {
		n -= values[name]
		how += " less " + strconv.Itoa(values[name])
	}
	return result{value: Whole(n), low: None, high: None, how: how}
}

func (r Report) money(w Working, over int) result {
	paid := r.facts.Funding
	switch {
	case paid == 0:
		return missing("the service's file names no funding for the " + r.definition.covers().noun())
	case w.Funding:
		return result{value: Whole(paid), low: None, high: None, sign: "£", how: "what the contract pays for the " + r.definition.covers().noun()}
	case over == 0:
		return missing("there is nothing to share the cost among")
	}
	pounds := Whole(int(math.Round(float64(paid) / float64(over))))
	return result{value: pounds, low: None, high: None, sign: "£", how: fmt.Sprintf("£%d over %d", paid, over)}
}

func (r Report) reached(w Working, values map[string]int) result {
	key := w.Target
	if w.Reached != nil {
		key = w.Reached.Target
	}
	target := r.facts.Targets[key]
	switch {
	case target == 0:
		return missing("the service's file names no such target for the " + r.definition.covers().noun())
	case w.Reached == nil:
		return result{value: Whole(target), low: None, high: None, how: "what the contract asks for in the " + r.definition.covers().noun()}
	}
	n := values[w.Reached.Count]
	return result{value: OfTarget(n, target), low: None, high: None, sign: "%", how: fmt.Sprintf("%d of %d", n, target)}
}

// seen gives how many days of the period are over as at the date, and how many twelve months have.
func (r Report) seen() (days, year int) {
	last := min(r.AsAt, r.Period.To)
	return r.Period.From.DaysUntil(last) + 1, r.Period.From.DaysUntil(r.Period.From.AddMonths(12))
}

// aWeek gives how many there were in an average week of the period so far. Weeks of bank holidays and leave count.
func (r Report) aWeek(n int) result {
	days, _ := r.seen()
	if days < 1 {
		return missing("the period has not begun")
	}
	weeks := float64(days) / 7
	return result{value: Tenths(float64(n) / weeks), low: None, high: None,
		how: fmt.Sprintf("%d in %s weeks, those with bank holidays and leave too", n, Tenths(weeks))}
}

func (r Report) askedFor(what Days) result {
	n := r.facts.Weekly[what]
	if n == 0 {
		return missing("the service's file does not say how many")
	}
	return result{value: Whole(n), low: None, high: None, how: "what the service's file asks for"}
}

// projected goes on at the rate of the days seen to the end of twelve months. The interval is that of
// a count still to come, given one already seen: both vary as counts of independent events do.
func (r Report) projected(n int) result {
	days, year := r.seen()
	if n == 0 || days < 1 {
		return missing("there is nothing yet to go on")
	}
	come := float64(n) / float64(days) * float64(max(0, year-days))
	spread := 1.96 * math.Sqrt(come+come*come/float64(n))
	all := float64(n) + come
	return result{value: Tenths(all), low: Tenths(max(float64(n), all-spread)), high: Tenths(all + spread),
		how: fmt.Sprintf("%d in %d days, if it goes on like that for %d", n, days, year)}
}

// ends tells on which day the target of twelve months is reached, with the days between which it would
// fall 95 times in 100.
func (r Report) ends(n, target int) result {
	days, year := r.seen()
	switch {
	case target == 0:
		return missing("the service's file names no such target for the year")
	case n == 0 || days < 1:
		return missing("there is nothing yet to go on")
	case n >= target:
		return result{value: None, low: None, high: None, words: "reached already", how: fmt.Sprintf("%d of %d", n, target)}
	}
	left := float64(target - n)
	wait := left / (float64(n) / float64(days))
	spread := 1.96 * wait * math.Sqrt(1/float64(n)+1/left)
	day := func(wait float64) string {
		return r.Period.From.AddDays(days + int(math.Ceil(wait)) - 1).Plain()
	}
	if days+int(math.Ceil(wait)) > year {
		return result{value: None, low: None, high: None, words: "not within the year", how: fmt.Sprintf("%d of %d in %d days", n, target, days)}
	}
	first, last := day(max(0, wait-spread)), day(wait+spread)
	return result{value: None, low: None, high: None, words: "about " + day(wait), first: first, last: last,
		how: fmt.Sprintf("%d of %d in %d days; between %s and %s, if it goes on like that", n, target, days, first, last)}
}

// ages gives the mean or the median of a table of ages, of those whose age is known.
func (r Report) ages(w Working) result {
	t, _ := r.Table(w.Mean + w.Middle)
	if t.hides() {
		return result{value: Hidden, low: None, high: None, how: "it is made of figures that are not shown"}
	}
	var known []Tally
	n, sum := 0, 0
	for _, row := range t.tallies {
		for _, x := range row {
			if age, err := strconv.Atoi(x.Code); err == nil {
				n, sum = n+x.N, sum+x.N*age
				known = append(known, Tally{N: x.N, Hours: 24 * age})
			}
		}
	}
	how := fmt.Sprintf("of the %d whose age is known", n)
	switch {
	case n < t.layout.fewest():
		return missing("too few to say")
	case w.Mean != "":
		return result{value: Tenths(float64(sum) / float64(n)), low: None, high: None, how: how}
	}
	return result{value: quantile(known, n, 1, 2), low: None, high: None, how: how}
}
