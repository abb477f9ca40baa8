package chart

import (
	"embed"
	"fmt"
	"math"
	"strconv"
	"strings"

	"goldenthread/internal/web/view"
)

//go:embed *.html
var files embed.FS

// Value is one figure with what it stands for.
type Value struct {
	Label string
	Value float64
	Text  string // how the figure is written; empty: as a whole number or with one decimal
}

// written is the figure as it stands at its bar.
func (v Value) written() string {
	if v.Text != "" {
		return v.Text
	}
	if v.Value == math.Trunc(v.Value) {
		return strconv.FormatFloat(v.Value, 'f', 0, 64)
	}
	return strconv.FormatFloat(v.Value, 'f', 1, 64)
}

// head is what every chart says to those who do not see it. ID must be its own on the page.
type head struct {
	ID, Title, Desc string
	Height          int
}

type mark struct {
	Label, Text         string
	Year                string // under the first month of it: beside each there is no room on a telephone
	X, Y, Width, Height string
	Middle              string // where the text stands
	TextY, LabelY       string
	ZeroY, ZeroEnd      string // of a bar to either side, where its piece of the line is: it runs through no name
}

type barsData struct {
	head
	Marks []mark
	Zero  string // of bars to either side, where the line stands beside each; empty: they begin at the edge
	BaseY string
	YearY string // of what stands under the labels
}

var (
	columnsChart = view.Define[barsData](files, "columns.html")
	barsChart    = view.Define[barsData](files, "bars.html")
	rangeChart   = view.Define[rangeData](files, "range.html")
)

// describe says the figures in words: "Quarter 1: 29. Quarter 2: 13."
func describe(values []Value) string {
	words := make([]string, 0, len(values))
	for _, v := range values {
		words = append(words, v.Label+": "+v.written()+".")
	}
	return strings.Join(words, " ")
}

// highest gives the largest value, and 1 when there is nothing to compare: nothing is divided by 0.
func highest(values []Value) float64 {
	most := 0.0
	for _, v := range values {
		most = math.Max(most, v.Value)
	}
	if most <= 0 {
		return 1
	}
	return most
}

// Columns are for a few periods, up to about eight.
type Columns struct {
	ID, Title string
	Values    []Value
}

// Part draws the columns.
func (c Columns) Part() view.Part {
	const top, base = 29, 174
	most := highest(c.Values)
	d := barsData{head: head{c.ID, c.Title, describe(c.Values), base + 50}, BaseY: strconv.Itoa(base), YearY: strconv.Itoa(base + 42)}
	slot := 100 / math.Max(1, float64(len(c.Values)))
	said := "" // each year once, under the first of its months
	for i, v := range c.Values {
		height := math.Max(0, v.Value) / most * (base - top)
		left := slot*float64(i) + slot*0.16
		label, year := month(v.Label)
		if year != "" && len(c.Values) > mostNamed {
			label = label[:1]
		}
		if year == said {
			year = ""
		} else {
			said = year
		}
		d.Marks = append(d.Marks, mark{
			Label: label, Year: year, Text: v.written(), X: percent(left), Width: percent(slot * 0.68),
			Y: pixels(base - height), Height: pixels(height), Middle: percent(left + slot*0.34),
			TextY: pixels(base - height - 8), LabelY: strconv.Itoa(base + 22),
		})
	}
	return columnsChart.With(d)
}

// mostNamed is how many months have room for three letters each on the narrowest telephone; of more, the first letter stands under the column.
const mostNamed = 8

// month parts the name of a month from its year: "Apr 2018". Every other label stays whole.
func month(label string) (name, year string) {
	at := strings.LastIndexByte(label, ' ')
	if _, err := strconv.Atoi(label[at+1:]); at < 0 || err != nil || len(label)-at-1 != 4 {
		return label, ""
	}
	return label[:at], label[at+1:]
}

// Bars are for any number of kinds, each with its name above its bar.
type Bars struct {
	ID, Title string
	Values    []Value
}

// Part draws the bars. Where one is below zero they stand to either side of a line.
func (c Bars) Part() view.Part {
	const step, widest = 46, 86.0
	least, most := 0.0, 0.0
	for _, v := range c.Values {
		least, most = math.Min(least, v.Value), math.Max(most, v.Value)
	}
	span := most - least
	if span == 0 { // nothing is divided by 0
		span = 1
	}
	zero := -least / span * widest
	d := barsData{head: head{c.ID, c.Title, describe(c.Values), step * len(c.Values)}}
	if least < 0 {
		d.Zero = percent(zero)
	}
	for i, v := range c.Values {
		width := math.Abs(v.Value) / span * widest
		left, end := zero, zero+width
		if v.Value < 0 {
			left, end = zero-width, zero
		}
		d.Marks = append(d.Marks, mark{
			Label: short(v.Label), Text: v.written(), X: percent(left), Width: percent(width), Middle: percent(end + 1.5),
			LabelY: strconv.Itoa(step*i + 15), Y: strconv.Itoa(step*i + 22), TextY: strconv.Itoa(step*i + 35),
			ZeroY: strconv.Itoa(step*i + 20), ZeroEnd: strconv.Itoa(step*i + 38),
		})
	}
	return barsChart.With(d)
}

// longestLabel is how many letters stand above a bar on the narrowest telephone.
const longestLabel = 30

// short cuts a label at a word so that it stays on the screen: a drawing has no lines to break. The
// description, and the table beside the chart, say all of it.
func short(label string) string {
	letters := []rune(label)
	if len(letters) <= longestLabel {
		return label
	}
	cut := strings.TrimRight(string(letters[:longestLabel]), " ")
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return cut + "…"
}

// Band is a part of a scale: from the band before it (or 0) up to Until.
type Band struct {
	Label string
	Until float64
}

// Score is one line of a range: a point, or a range while answers are missing.
type Score struct {
	Label     string
	Low, High float64
	Band      string // said in the description
	Last      bool   // stands out
}

// Range draws scores against the bands of a scale and one limit, which is not a band.
type Range struct {
	ID, Title  string
	Most       float64
	Bands      []Band // at most three
	Scores     []Score
	Limit      float64
	LimitLabel string // "panel threshold"; empty: no limit
}

type bandMark struct{ Label, X, Width, Class string }

type scoreMark struct {
	Label, Text     string
	Y, TextY, Above string
	X, X2, TextX    string
	Ranged, Last    bool
}

type rangeData struct {
	head
	Bands                        []bandMark
	Scores                       []scoreMark
	Bottom, Box, ScaleY, NameY   string
	Most                         string
	LimitX, LimitText, LimitName string
}

// Part draws the range.
func (c Range) Part() view.Part {
	const top, step = 24, 48
	box := step*len(c.Scores) + 6
	bottom := top + box
	d := rangeData{
		head: head{c.ID, c.Title, c.describe(), bottom + 40}, Box: strconv.Itoa(box), Bottom: strconv.Itoa(bottom),
		ScaleY: strconv.Itoa(bottom + 18), NameY: strconv.Itoa(bottom + 35), Most: whole(c.Most),
	}
	from := 0.0
	for i, b := range c.Bands {
		d.Bands = append(d.Bands, bandMark{b.Label, percent(c.at(from)), percent(c.at(b.Until) - c.at(from)), fmt.Sprintf("gt-chart__band-%d", min(i+1, 3))})
		from = b.Until
	}
	if c.LimitLabel != "" {
		d.LimitX, d.LimitText, d.LimitName = percent(c.at(c.Limit)), whole(c.Limit), c.LimitLabel
	}
	for i, s := range c.Scores {
		y := top + 26 + step*i
		m := scoreMark{Label: s.Label, Text: s.written(), Y: strconv.Itoa(y), TextY: strconv.Itoa(y + 6), Above: strconv.Itoa(y - 12),
			X: percent(c.at(s.Low)), X2: percent(c.at(s.High)), Ranged: s.High > s.Low, Last: s.Last}
		m.TextX = percent(c.at(s.Low) + 2.9)
		if m.Ranged {
			m.TextX = percent((c.at(s.Low) + c.at(s.High)) / 2)
		}
		d.Scores = append(d.Scores, m)
	}
	return rangeChart.With(d)
}

func (c Range) at(score float64) float64 {
	if c.Most <= 0 {
		return 0
	}
	return math.Min(100, math.Max(0, score/c.Most*100))
}

func (s Score) written() string {
	if s.High > s.Low {
		return whole(s.Low) + " to " + whole(s.High)
	}
	return whole(s.Low)
}

func (c Range) describe() string {
	var words []string
	for _, s := range c.Scores {
		line := s.Label + ": " + s.written()
		if s.High > s.Low {
			line = s.Label + ": between " + whole(s.Low) + " and " + whole(s.High)
		}
		if s.Band != "" {
			line += ", " + s.Band
		}
		words = append(words, line+".")
	}
	if c.LimitLabel != "" {
		words = append(words, "The "+c.LimitLabel+" is "+whole(c.Limit)+".")
	}
	return strings.Join(words, " ")
}

func whole(f float64) string   { return Value{Value: f}.written() }
func percent(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) + "%" }
func pixels(f float64) string  { return strconv.FormatFloat(f, 'f', 0, 64) }
