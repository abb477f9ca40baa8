package intake_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/reason"
)

const columns = "Force,Crime reference,Victim number,HO code,Surname,Forename,Date of birth,Offence date," +
	"Home phone,Address 1,Postcode,Consent,Opt out,Safe to phone,DA flag,Suspect surname,MO\n"

// line makes a good row; edits are "4=x", which puts x into the cell after four commas.
func line(no int, edits ...string) string {
	cells := []string{"Cleveland", fmt.Sprintf("CV/%05d/14", no), "1", "105A", "Harbottle", "Keeley", "14/03/1987", "20/07/2014",
		fmt.Sprintf("01632 960%03d", no%1000), "4 Larkmoss Row", "TS1 3AB", "Informed", "", "Y", "", "", "Pushed"}
	for _, e := range edits {
		at, text, _ := strings.Cut(e, "=")
		i := 0
		for _, d := range at {
			i = i*10 + int(d-'0')
		}
		cells[i] = text
	}
	return strings.Join(cells, ",") + "\n"
}

// good is a row in the middle of which nothing is wrong: neighbours of bad ones.
func good(no int) string { return line(no, fmt.Sprintf("4=Good%d", no)) }

func TestFileRefused(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(columns + good(1))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, file string
		want       police.Fault
	}{
		{"empty", "", police.Empty},
		{"column names alone", columns, police.Empty},
		{"other columns", "Name,Colour\nAnn,red\n", police.WrongColumns},
		{"a column missing", strings.Replace(columns, "Victim number,", "", 1) + good(1), police.WrongColumns},
		{"workbook", "PK\x03\x04 and so on", police.Binary},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x00\x00\x00 and more", police.Binary},
		{"UTF-16", utf16, police.WrongEncoding},
		{"one line of half a megabyte", strings.Repeat("x", 1<<19), police.LineTooLong},
	}
	bothEngines(t, func(t *testing.T, f *fixture) {
		before := f.everything(t)
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				_, err := f.tryImport(t, "adt", []byte(tt.file))
				var refused intake.Refused
				if !errors.As(err, &refused) || refused.Fault != tt.want || errs.KindOf(err) != errs.Invalid || errs.MessageOf(err) != refused.Words {
					t.Errorf("got %v, want the fault %s in words", err, tt.want)
				}
			})
		}
		if diff := cmp.Diff(before, f.everything(t)); diff != "" {
			t.Errorf("a refused file changed something (-before +after):\n%s", diff)
		}
	})
}

// TestBadRows: each bad row ends under its reason and takes no neighbour with it.
func TestBadRows(t *testing.T) {
	long := strings.Repeat("Ann-", 75)
	tests := []struct {
		name, row string
		heading   reason.Heading
		reason    reason.Code
	}{
		{"missing victim", line(1, "4=", "5="), reason.NotUsable, reason.MissingVictim},
		{"impossible date", line(2, "7=31/06/2014"), reason.NotUsable, reason.BadDate},
		{"date in the future", line(3, "7=25/07/2014"), reason.NotUsable, reason.BadDate},
		{"born in the future", line(4, "6=01/01/2015"), reason.NotUsable, reason.BadDate},
		{"no crime reference", line(5, "1="), reason.NotUsable, reason.MissingReference},
		{"name of 300 characters", line(6, "4="+long), reason.NotUsable, reason.UnfitCell},
		{"too few cells", "Cleveland,CV/7/14,1\n", reason.NotUsable, reason.BrokenRow},
		{"nought byte", line(8, "5=Ke\x00eley"), reason.NotUsable, reason.WrongCharacters},
		{"cell of 5,000 characters", line(9, "16="+strings.Repeat("x", 5000)), reason.NotUsable, reason.RowTooLong},
		{"quotation mark that never closes", line(10, `16="never closed`), reason.NotUsable, reason.BrokenRow},
		{"duplicate", line(100), reason.NotUsable, reason.Duplicate},
		{"unknown crime code", line(11, "3=999Z"), reason.Held, reason.UnknownOffence},
		{"unknown crime code with domestic abuse and consent", line(12, "3=999Z", "14=Y"), reason.Held, reason.ConsentMissing},
		{"domestic abuse flag that can't be read", line(13, "14=perhaps"), reason.Held, reason.DoubtfulFlag},
		{"phone that can't be one, and no address", line(14, "8=ask mum", "9=", "10="), reason.Held, reason.InsufficientContact},
		{"not safe to phone, no address", line(15, "13=N", "9=", "10="), reason.Held, reason.NoSafeContact},
		{"safe to phone can't be read, no address", line(16, "13=maybe", "9=", "10="), reason.Held, reason.DoubtfulFlag},
		{"consent that is no value in use", line(17, "11=sort of"), reason.Held, reason.BasisMissing},
		{"not asked", line(18, "11=Not asked"), reason.Held, reason.BasisMissing},
		{"explicit without who and when", line(19, "11=Explicit"), reason.Held, reason.ConsentMissing},
		{"sexual offence without consent", line(20, "3=19C"), reason.Held, reason.ConsentMissing},
		{"under 18", line(21, "6=01/01/2000"), reason.Held, reason.UnderAge},
		{"year of birth alone, of a child perhaps", line(22, "6=1996"), reason.Held, reason.UnderAge},
		{"another force, another place", line(23, "0=Surrey", "10=GU1 1AA"), reason.Signposted, reason.NotEligible},
		{"excluded offence", line(24, "3=45"), reason.Signposted, reason.ExcludedType},
		{"a force that is not in the list", line(32, "0=Clevland"), reason.Held, reason.UnknownForce},
		{"no surname", line(33, "4="), reason.Held, reason.NameIncomplete},
		{"opted out", line(25, "4=Orme", "12=Y", "11="), reason.OptedOut, reason.OptedOutBefore},
		{"consent refused", line(26, "4=Ormerod", "11=Refused"), reason.OptedOut, reason.OptedOutBefore},
		{"bad postcode", line(27, "10=nowhere"), reason.Accepted, "to_contact"},
		{"bad phone beside an address", line(28, "8=ask mum"), reason.Accepted, "to_contact"},
		{"right to left", line(29, "4=الحسيني", "5=ליאור"), reason.Accepted, "to_contact"},
		{"formula text", line(30, `5="=HYPERLINK(""x"")"`), reason.Accepted, "to_contact"},
		{"year of birth alone", line(31, "6=1970"), reason.Accepted, "to_contact"},
	}
	bothEngines(t, func(t *testing.T, f *fixture) {
		file := columns + line(100)
		for i, tt := range tests {
			file += tt.row + good(200+i)
		}
		got := f.importFile(t, "adt", []byte(file))
		rows := f.rowsOf(t, got.Batch)
		if len(rows) != 1+2*len(tests) {
			t.Fatalf("%d rows, want %d", len(rows), 1+2*len(tests))
		}
		for i, tt := range tests {
			bad, next := rows[1+2*i], rows[2+2*i]
			if bad.Heading != tt.heading || bad.Reason != tt.reason {
				t.Errorf("%s: %s, %s; want %s, %s", tt.name, bad.Heading, bad.Reason, tt.heading, tt.reason)
			}
			if opened := bad.Referral != ""; opened != (tt.heading != reason.NotUsable || tt.reason == reason.Duplicate) {
				t.Errorf("%s: referral %q", tt.name, bad.Referral)
			}
			if next.Heading != reason.Accepted {
				t.Errorf("%s: its neighbour ended %s, %s", tt.name, next.Heading, next.Reason)
			}
		}
	})
}

// TestReportedBeforeItHappened: the row is held, the sender's dates are kept in words, and what was kept
// as typed is counted beside the five sums.
func TestReportedBeforeItHappened(t *testing.T) {
	dated := strings.Replace(columns, ",MO\n", ",MO,Date reported\n", 1)
	with := func(row, reported string) string { return strings.TrimSuffix(row, "\n") + "," + reported + "\n" }
	bothEngines(t, func(t *testing.T, f *fixture) {
		got := f.importFile(t, "adt", []byte(dated+with(good(1), "20/07/2014")+with(line(2, "10=nowhere", "8=ask mum"), "19/07/2014")+
			with(line(3, "10=nowhere"), "21/07/2014")+with(line(4, "1=", "8=ask mum"), "")))
		if diff := cmp.Diff(intake.Sums{Rows: 4, Accepted: 2, Held: 1, NotUsable: 1}, got.Sums); diff != "" {
			t.Errorf("sums (-want +got):\n%s", diff)
		}
		if got.Reasons[reason.DatesDisagree] != 1 {
			t.Errorf("held for %v", got.Reasons)
		}
		want := map[catalogue.Field]int{"postcode": 2, "phone_home": 2, "reported_date": 1, "offence_date": 1}
		if diff := cmp.Diff(want, got.Doubts); diff != "" || got.Doubted != 3 {
			t.Errorf("%d rows in doubt (-want +got):\n%s", got.Doubted, diff)
		}
	})
}

// TestXML: the same victim of the same crime as XML and as CSV is one row, under the same reasons; one that
// can't be used is mended by column.
func TestXML(t *testing.T) {
	const file = `<?xml version="1.0"?><File><Crime><Force>Cleveland</Force><CrimeReference>CV/00001/14</CrimeReference><HOCode>105A</HOCode>
		<Victim number="1"><Surname>Good1</Surname><Forename>Keeley</Forename><DOB>14/03/1987</DOB><OffenceDate>20/07/2014</OffenceDate>
		<HomePhone>01632 960001</HomePhone><Address>4 Larkmoss Row</Address><Postcode>TS1 3AB</Postcode><Consent>Informed</Consent><SafeToPhone>Y</SafeToPhone></Victim>
		<Victim number="2"><Surname>Good2</Surname><DOB>31/02/1987</DOB></Victim></Crime></File>`
	bothEngines(t, func(t *testing.T, f *fixture) {
		f.importFile(t, "adt", []byte(columns+good(1)))
		got := f.importFile(t, "adt", []byte(file))
		if got.Accepted != 1 || got.NotUsable != 1 || got.AlreadyHere != 1 || got.Reasons[reason.BadDate] != 1 {
			t.Errorf("%+v, %v, %d were here", got.Sums, got.Reasons, got.AlreadyHere)
		}
		broken := read(t, f, f.as(t, access.Administrator, "adt"), func(ctx context.Context, v *gate.View) (intake.Broken, error) {
			return intake.BrokenRow(ctx, v, got.Batch.ID, 2)
		})
		cells, ok := broken.Cells(set, f.Clock.Now().Date())
		if i := slices.IndexFunc(cells, func(c police.Cell) bool { return c.Wrong != "" }); !ok || i < 0 || cells[i].Field != catalogue.FieldBirth {
			t.Errorf("by column: %v, %+v", ok, cells)
		}
	})
}

// TestEncodings: the same file in two encodings is two files of the same rows.
func TestEncodings(t *testing.T) {
	f := fresh(t)
	utf8 := columns + line(1, "5=Zoë")
	first := f.importFile(t, "adt", []byte(utf8))
	again := f.importFile(t, "adt", []byte(windows1252(t, utf8)))
	if first.Accepted != 1 || again.Accepted != 1 || again.AlreadyHere != 1 {
		t.Errorf("%+v, then %+v", first.Sums, again.Sums)
	}
}

// TestCutInHalf: the rows before the cut are taken in, the row in which it stops is held, and the whole
// file completes it.
func TestCutInHalf(t *testing.T) {
	bothEngines(t, func(t *testing.T, f *fixture) {
		whole := columns + good(1) + good(2) + good(3)
		got := f.importFile(t, "adt", []byte(columns+good(1)+strings.TrimSuffix(good(2), "hed\n")))
		if got.Accepted != 1 || got.Held != 1 || got.Reasons[reason.UncertainEnd] != 1 {
			t.Fatalf("cut in the last cell: %+v %v", got.Sums, got.Reasons)
		}
		done := f.importFile(t, "adt", []byte(whole))
		if done.Accepted != 3 || done.AlreadyHere != 2 {
			t.Errorf("the whole file: %+v, %d were here", done.Sums, done.AlreadyHere)
		}
	})
	f := fresh(t)
	got := f.importFile(t, "adt", []byte(columns+good(1)+good(2)[:30]))
	if got.Accepted != 1 || got.NotUsable != 1 || got.Reasons[reason.BrokenRow] != 1 {
		t.Errorf("cut in the middle of a row: %+v %v", got.Sums, got.Reasons)
	}
	if got = f.importFile(t, "adt", []byte(columns+good(1)+good(2))); got.Accepted != 2 || got.AlreadyHere != 1 {
		t.Errorf("the whole file: %+v, %d were here", got.Sums, got.AlreadyHere)
	}
}

// longFile is a file with a line of one gigabyte, which is never held.
type longFile struct {
	head string
	at   int64
}

func (l *longFile) Seek(offset int64, whence int) (int64, error) {
	l.at = offset
	return offset, nil
}

func (l *longFile) Read(p []byte) (int, error) {
	if l.at < int64(len(l.head)) {
		n := copy(p, l.head[l.at:])
		l.at += int64(n)
		return n, nil
	}
	if l.at > 1<<30 {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = 'x'
	}
	l.at += int64(len(p))
	return len(p), nil
}

// TestLineOfOneGigabyte: the rows before it stand, and it is said.
func TestLineOfOneGigabyte(t *testing.T) {
	f := fresh(t)
	file := &longFile{head: columns + good(1) + good(2)}
	got, err := intake.Police{Service: service(t, "adt"), Catalogue: set, File: file}.Import(f.cli, f.Gate)
	if err != nil || got.Rows != 2 || got.Accepted != 2 || got.Problem == "" {
		t.Errorf("%v, %+v", err, got)
	}
}

// TestNobodyRunsIt: nobody runs it, and nothing is changed.
func TestNobodyRunsIt(t *testing.T) {
	f := fresh(t)
	nobodys := service(t, "adt")
	nobodys.Key = "nobodys"
	_, err := intake.Police{Service: nobodys, Catalogue: set, File: strings.NewReader(columns + good(1))}.Import(f.cli, f.Gate)
	if errs.KindOf(err) != errs.NotFound {
		t.Errorf("got %v", err)
	}
}
