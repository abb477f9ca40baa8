package sheet

import (
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// numbers are the cells of a workbook that were typed as numbers and that programs keep in another way than people write them: 12
// as 12.0, 12000000000 as 1.2E+10. The library gives a row as texts and does not say which were numbers; 14E3 and 12.0 in a cell
// of text are references of police forces. Where a sheet's cells can't be found, nothing is taken for a number.
type numbers struct {
	cells map[string]map[place]bool // by the part they stand in
	ids   map[string]string         // of a sheet, by its name
	parts map[string]string         // of the workbook, by such an id

	part   string // that is read
	at     place
	number bool // the cell that is read is one
	value  bool // and what it holds comes now
}

// place is a cell of a sheet, counted from 1.
type place struct{ row, column int }

func newNumbers() *numbers {
	return &numbers{cells: map[string]map[place]bool{}, ids: map[string]string{}, parts: map[string]string{}}
}

// of gives the numbers of a sheet.
func (n *numbers) of(sheet string) map[place]bool { return n.cells[n.parts[n.ids[sheet]]] }

// begin begins a part.
func (n *numbers) begin(part string) { n.part, n.at, n.value = part, place{}, false }

// token reads on in a part.
func (n *numbers) token(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		n.element(t)
	case xml.EndElement:
		n.value = false
	case xml.CharData:
		if n.value && strings.ContainsAny(string(t), ".eE") {
			if n.cells[n.part] == nil {
				n.cells[n.part] = map[place]bool{}
			}
			n.cells[n.part][n.at] = true
		}
	}
}

func (n *numbers) element(t xml.StartElement) {
	n.value = t.Name.Local == "v" && n.number
	switch t.Name.Local {
	case "row":
		n.at = place{row: n.at.row + 1}
		if given, err := strconv.Atoi(attribute(t, "r")); err == nil {
			n.at.row = given
		}
	case "c":
		n.at.column++
		if column, row, err := excelize.CellNameToCoordinates(attribute(t, "r")); err == nil {
			n.at = place{row, column}
		}
		kind := attribute(t, "t")
		n.number = kind == "" || kind == "n"
	case "sheet":
		n.ids[attribute(t, "name")] = attribute(t, "id")
	case "Relationship":
		if path.Base(n.part) == "workbook.xml.rels" {
			n.parts[attribute(t, "Id")] = target(n.part, attribute(t, "Target"))
		}
	}
}

// target is the part that a relationship leads to, from where the relationships of a workbook stand.
func target(rels, to string) string {
	if strings.HasPrefix(to, "/") {
		return strings.TrimPrefix(to, "/")
	}
	return path.Join(path.Dir(path.Dir(rels)), to)
}
