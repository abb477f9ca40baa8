package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestAgainstPublishedFigures(t *testing.T) {
	r := buildBarnet(t)
	claims, err := ReadClaims(strings.NewReader("\ufefftable,row,column,figure\ngender,female,percent,54%\ngender,Female,year,54\nsources,total,year,\"79\"\n" +
		"target,new,percent,131.7\nsauces,a,year,1\ngender,robot,year,1\ngender,male,q9,1\nreferrals,new,q1,92\n" +
		"where referrals came from,Metropolitan Police,Year,32\nWhere referrals came from,All,Q3 and Q4,37\n" +
		"New referrals in each quarter,\"Q1, April to June\",New referrals,29\nreferrals,\"Q2, July to September\",new,13\nreferrals,Q9,new,14\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range r.Against(claims) {
		got = append(got, d.Text)
	}
	want := []string{
		"Gender, Female: printed as 54%, but it is 68% (54 of 79). Likely cause: the count repeated as the percentage. The printed column adds to 86.",
		`line 6: the return has no table "sauces"`,
		`line 7: Gender has no line "robot"`,
		`line 8: Gender has no column "q9"`,
		"New referrals in each quarter, New referrals: printed as 92, but it is 29. Likely cause: two digits in the wrong order.",
		"Where referrals came from, Metropolitan Police: printed as 32, but it is 23. Likely cause: two digits in the wrong order.",
		`line 14: New referrals in each quarter has no line "Q9"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for text, reason := range map[string]string{
		"":                                      "empty",
		"table,row,column\na,b,c\n":             `no column "figure"`,
		"table,row,column,figure\n":             "no figures",
		"table,row,column,figure\na,b,c,many\n": `line 2: "many" is no figure`,
		"table,row,column,figure\na,b\n":        "line 2: 2 fields",
		"table,row,column,figure\n\"a,b,c,1\n":  "can't be read as CSV",
	} {
		if _, err := ReadClaims(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%q: %v, want %q", text, err, reason)
		}
	}
}

// The workbook holds what the JSON holds, as numbers, and each figure in words.
func TestWorkbook(t *testing.T) {
	r := buildBarnet(t)
	var b bytes.Buffer
	if err := r.WriteXLSX(&b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheetTables)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, row := range rows {
		if len(row) > 1 && found[row[0]] == "" { // the first table with the line
			found[row[0]] = strings.Join(row[1:], " ")
		}
	}
	for label, want := range map[string]string{"Metropolitan Police": "11 23 29", "Female": "54 68", "Check code": r.CheckCode} {
		if got := found[label]; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
	words, err := f.GetRows(sheetWords)
	if err != nil {
		t.Fatal(err)
	}
	if len(words) < 100 {
		t.Errorf("only %d figures are said in words", len(words))
	}
	want := "23 of 79 new referrals between 1 April 2017 and 31 March 2018, as recorded by 6 April 2018: “Metropolitan Police” in “Where referrals came from”."
	said := false
	for _, row := range words {
		said = said || len(row) > 4 && row[4] == want
	}
	if !said {
		t.Errorf("nothing says %q", want)
	}
}
