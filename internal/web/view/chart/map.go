package chart

import (
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	_ "embed" // the outlines

	"goldenthread/internal/web/view"
)

//go:embed districts.csv
var districtsFile string

// Place is one district of a map. A figure that isn't told is Blank: its Text says why in a word or two.
type Place struct {
	Code string // ONS code of the district
	Value
	Blank bool
}

// Map draws districts by their outlines, for figures whose places matter. In each stand a letter and its
// figure; the darker it is, the more. The letters are told under the map, the names and figures in its
// description, and in the table beside it: colour tells nothing by itself.
type Map struct {
	ID, Title string
	Places    []Place
}

type placeMark struct {
	Path, Class         string
	Letter, Label, Text string
	X, LetterY, TextY   string
}

type mapData struct {
	head
	Width string
	Marks []placeMark
}

var mapChart = view.Define[mapData](files, "map.html")

// The drawing is mapWidth wide and at most mapTallest high, in its own units; it is shown at the width there is.
const (
	mapWidth   = 360.0
	mapTallest = 440.0
	mapEdge    = 4.0
	lineHeight = 17.0
)

// MapSource is what the licence of the outlines asks to stand beside a map (doc/data-sources.md).
const MapSource = "Outlines: Office for National Statistics, Open Government Licence v3.0. Contains OS data © Crown copyright and database right 2025."

// Part draws the map; nil when no place has an outline.
func (c Map) Part() view.Part {
	var box bounds
	drawn := 0
	for _, p := range c.Places {
		if o, ok := outlines[p.Code]; ok {
			box = box.around(o)
			drawn++
		}
	}
	if drawn == 0 {
		return nil
	}
	scale := math.Min((mapWidth-2*mapEdge)/box.width(), (mapTallest-2*mapEdge)/box.height())
	left := (mapWidth - box.width()*scale) / 2
	values := make([]Value, 0, len(c.Places))
	for _, p := range c.Places {
		values = append(values, p.Value)
	}
	d := mapData{head: head{c.ID, c.Title, describe(values), int(math.Ceil(box.height()*scale + 2*mapEdge))},
		Width: strconv.Itoa(int(mapWidth))}
	most := highest(values)
	for i, p := range c.Places {
		o, ok := outlines[p.Code]
		if !ok {
			continue
		}
		at := func(x, y int) (float64, float64) {
			return left + float64(x-box.left)*scale, mapEdge + float64(y-box.top)*scale
		}
		x, y := at(o.x, o.y)
		m := placeMark{Path: o.path(at), Class: fmt.Sprintf("gt-map__place gt-map__shade-%d", p.shade(most)), Letter: letter(i), Label: p.Label, Text: p.written(),
			X: units(x), LetterY: units(y - 3), TextY: units(y - 3 + lineHeight)}
		if p.Blank {
			m.Class, m.Text = "gt-map__place gt-map__blank", "–"
		}
		d.Marks = append(d.Marks, m)
	}
	return mapChart.With(d)
}

// NotDrawn gives the labels of the places that have no outline, so that whoever draws the map can say so.
func (c Map) NotDrawn() []string {
	var labels []string
	for _, p := range c.Places {
		if _, ok := outlines[p.Code]; !ok {
			labels = append(labels, p.Label)
		}
	}
	return labels
}

// shade is 0 for nothing, and then 1 to 3 by thirds of the most.
func (p Place) shade(most float64) int {
	return min(3, int(math.Ceil(math.Max(0, p.Value.Value)/most*3)))
}

// letter names the places in their order: A to Z, AA, AB and so on.
func letter(i int) string {
	if i >= 26 {
		return letter(i/26-1) + letter(i%26)
	}
	return string(rune('A' + i))
}

func units(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

// outline is the shape of a district, in hundreds of metres east and south of a corner of the country, and
// the point in it where words have most room.
type outline struct {
	x, y  int
	rings [][][2]int
}

// path writes the shape as SVG does.
func (o outline) path(at func(x, y int) (float64, float64)) string {
	var b strings.Builder
	for _, ring := range o.rings {
		for i, p := range ring {
			x, y := at(p[0], p[1])
			b.WriteString([]string{"L", "M"}[max(0, 1-i)])
			b.WriteString(units(x) + " " + units(y))
		}
		b.WriteString("Z")
	}
	return b.String()
}

type bounds struct{ left, top, right, bottom int }

func (b bounds) width() float64  { return float64(max(1, b.right-b.left)) }
func (b bounds) height() float64 { return float64(max(1, b.bottom-b.top)) }

func (b bounds) around(o outline) bounds {
	for _, ring := range o.rings {
		for _, p := range ring {
			if b == (bounds{}) {
				b = bounds{p[0], p[1], p[0], p[1]}
			}
			b = bounds{min(b.left, p[0]), min(b.top, p[1]), max(b.right, p[0]), max(b.bottom, p[1])}
		}
	}
	return b
}

// outlines are those of every district of England and Wales, by ONS code. doc/data-sources.md says whose they are.
var outlines = readOutlines()

// readOutlines reads the file as the program starts: a fault in what is built in is better found than served.
func readOutlines() map[string]outline {
	rows, err := csv.NewReader(strings.NewReader(districtsFile)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("the outlines of districts: %v", err))
	}
	all := make(map[string]outline, len(rows))
	for _, row := range rows[1:] {
		point, err := numbers(row[1] + " " + row[2])
		o := outline{}
		for ring := range strings.SplitSeq(row[3], ";") {
			var steps []int
			if err == nil {
				steps, err = numbers(ring)
			}
			o.rings = append(o.rings, walk(steps))
		}
		if err != nil {
			panic(fmt.Sprintf("the outline of %s: %v", row[0], err))
		}
		o.x, o.y = point[0], point[1]
		all[row[0]] = o
	}
	return all
}

func numbers(text string) ([]int, error) {
	var list []int
	for word := range strings.FieldsSeq(text) {
		n, err := strconv.Atoi(word)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

// walk makes a ring of where it begins and how far it goes on each time.
func walk(steps []int) [][2]int {
	var ring [][2]int
	x, y := 0, 0
	for step := range slices.Chunk(steps, 2) {
		x, y = x+step[0], y+step[1]
		ring = append(ring, [2]int{x, y})
	}
	return ring
}
