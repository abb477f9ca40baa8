package intake_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/store"
)

// TestMendRow: a row that could not be used is opened, mended and taken in; the file's sums follow, and
// what it said before is gone.
func TestMendRow(t *testing.T) {
	bothEngines(t, func(t *testing.T, f *fixture) {
		got := f.importFile(t, "adt", []byte(columns+good(1)+line(2, "4=Mendable", "7=31/06/2014")+good(3)))
		office := f.as(t, access.Administrator, "adt")
		broken := read(t, f, office, func(ctx context.Context, v *gate.View) (intake.Broken, error) {
			return intake.BrokenRow(ctx, v, got.Batch.ID, 2)
		})
		if !strings.Contains(broken.Raw.Text(), "Mendable") || broken.Reason != reason.BadDate || broken.Field != "offence_date" {
			t.Fatalf("the broken row: %s, %s", broken.Reason, broken.Field)
		}
		mend := intake.MendRow{Service: service(t, "adt"), Catalogue: set, Batch: got.Batch.ID, Row: 2, Version: broken.Version,
			Header: broken.Header.Text(), Text: broken.Raw.Text()}
		if _, err := gate.Write(office, f.Gate, "", mend.Run); errs.KindOf(err) != errs.Invalid || len(errs.FieldsOf(err)) != 1 {
			t.Errorf("as it came: %v", err)
		}
		same := mend
		same.Text = strings.TrimSpace(good(1))
		if _, err := gate.Write(office, f.Gate, "", same.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("mended into a row that is there: %v", err)
		}
		mend.Text = strings.Replace(mend.Text, "31/06/2014", "30/06/2014", 1)
		taken := write(t, f, office, mend.Run)
		row := f.rowsOf(t, got.Batch)[1]
		if row.Heading != reason.Accepted || row.Referral != taken.Referral || !row.Mended {
			t.Errorf("mended: %+v", row)
		}
		if _, err := gate.Write(office, f.Gate, "", mend.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("a second time: %v", err)
		}
		if _, err := gate.Read(office, f.Gate, func(ctx context.Context, v *gate.View) (intake.Broken, error) {
			return intake.BrokenRow(ctx, v, got.Batch.ID, 2)
		}); errs.KindOf(err) != errs.NotFound {
			t.Errorf("opened after it was mended: %v", err)
		}
		f.checkArithmetic(t, intake.Sums{Rows: 3, Accepted: 3})
		stranger := f.As(t, "stranger", access.Membership{Role: access.Supervisor, Team: f.teams["asc"], Service: "asc"})
		if _, err := gate.Read(stranger, f.Gate, func(ctx context.Context, v *gate.View) (intake.Broken, error) {
			return intake.BrokenRow(ctx, v, got.Batch.ID, 2)
		}); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a stranger: %v", err)
		}
	})
}

// One character that can't be read costs one cell: the rest of the row need not be typed again.
func TestMendRowWithACharacterThatCannotBeRead(t *testing.T) {
	bothEngines(t, func(t *testing.T, f *fixture) {
		got := f.importFile(t, "adt", []byte("\xef\xbb\xbf"+columns+line(1, "4=Ke\x00eley", "16=caf\xe9")+good(2)))
		office := f.as(t, access.Administrator, "adt")
		broken := read(t, f, office, func(ctx context.Context, v *gate.View) (intake.Broken, error) {
			return intake.BrokenRow(ctx, v, got.Batch.ID, 1)
		})
		cells, ok := broken.Cells(set, f.Clock.Now().Date())
		if !ok || len(cells) != 17 || cells[1].Typed != "CV/00001/14" || cells[4].Typed != "Ke\uFFFDeley" || cells[4].Wrong == "" || cells[16].Wrong == "" || cells[5].Wrong != "" {
			t.Fatalf("by column: %v, %+v", ok, cells)
		}
		mend := intake.MendRow{Service: service(t, "adt"), Catalogue: set, Batch: got.Batch.ID, Row: 1, Version: broken.Version, Cells: cells}
		cells[4].Typed = "Keeley"
		if _, err := gate.Write(office, f.Gate, "", mend.Run); len(errs.FieldsOf(err)) != 1 || errs.FieldsOf(err)[0].Name != string(cells[16].Field) {
			t.Errorf("with one character left: %v", err)
		}
		cells[16].Typed = "café"
		write(t, f, office, mend.Run)
		if row := f.rowsOf(t, got.Batch)[0]; row.Heading != reason.Accepted || !row.Mended {
			t.Errorf("mended: %+v", row)
		}
	})
}

// TestMendRowByColumn: a row is taken apart by column, every fault at once and beside its cell, and what is
// wrong with the person comes back beside the cell she was read from.
func TestMendRowByColumn(t *testing.T) {
	bothEngines(t, func(t *testing.T, f *fixture) {
		got := f.importFile(t, "adt", []byte(columns+good(1)+line(2, "1=", "4=Colm", "7=31/06/2014", `16="a, ""b"""`)+"Cleveland,CV/7/14,1\n"))
		office := f.as(t, access.Administrator, "adt")
		open := func(no int) intake.Broken {
			return read(t, f, office, func(ctx context.Context, v *gate.View) (intake.Broken, error) {
				return intake.BrokenRow(ctx, v, got.Batch.ID, no)
			})
		}
		today := f.Clock.Now().Date()
		if _, ok := open(3).Cells(set, today); ok {
			t.Error("a row with too few cells is said to have a cell for each column")
		}
		broken := open(2)
		cells, ok := broken.Cells(set, today)
		if !ok || len(cells) != 17 || cells[16].Typed != `a, "b"` || cells[1].Wrong == "" || cells[7].Wrong == "" || cells[4].Wrong != "" {
			t.Fatalf("by column: %v, %+v", ok, cells)
		}
		mend := intake.MendRow{Service: service(t, "adt"), Catalogue: set, Batch: got.Batch.ID, Row: 2, Version: broken.Version, Cells: cells}
		faults := func() string {
			_, err := gate.Write(office, f.Gate, "", mend.Run)
			var names []string
			for _, field := range errs.FieldsOf(err) {
				names = append(names, field.Name)
			}
			return strings.Join(names, " ")
		}
		if got := faults(); got != "crime_reference offence_date" {
			t.Errorf("as it came: faults at %q", got)
		}
		cells[1].Typed, cells[7].Typed, cells[4].Typed = "CV/2/14", "30/06/2014", strings.Repeat("Colm", 75)
		if got := faults(); got != "surname" {
			t.Errorf("with a name of 300 characters: faults at %q", got)
		}
		cells[4].Typed = "Colm"
		write(t, f, office, mend.Run)
		if row := f.rowsOf(t, got.Batch)[1]; row.Heading != reason.Accepted || !row.Mended {
			t.Errorf("mended: %+v", row)
		}
	})
}

func (f *fixture) checkArithmetic(t *testing.T, want intake.Sums) {
	t.Helper()
	latest := read(t, f, f.as(t, access.Supervisor, "adt"), func(ctx context.Context, v *gate.View) (intake.Batch, error) {
		b, found, err := intake.Arithmetic(ctx, v, "adt")
		if !found {
			t.Error("there is no file")
		}
		return b, err
	})
	if diff := cmp.Diff(want, latest.Sums); diff != "" || !latest.Complete() {
		t.Errorf("complete: %v, sums (-want +got):\n%s", latest.Complete(), diff)
	}
	if s := latest.Sentence(); !strings.HasSuffix(s, "Adds up.") {
		t.Error(s)
	}
}

// TestNothingInClear: what a row says of people is in no file of the database, in no error and in no
// event, whatever the row ended as.
func TestNothingInClear(t *testing.T) {
	secrets := []string{"Qcanarysurname", "Qcanaryforename", "Qcanarystreet", "01632 960777", "01632960777", "CVQCANARY", "Qcanarysuspect", "qcanary story"}
	edits := []string{"1=CVQCANARY%d", "4=Qcanarysurname", "5=Qcanaryforename", "8=01632 960777", "9=3 Qcanarystreet", "15=Qcanarysuspect", "16=a qcanary story"}
	var file strings.Builder
	file.WriteString(columns)
	for i, more := range []string{"16=a qcanary story", "7=31/06/2014", "12=Y", "3=45", "11=Explicit", "4=Qcanarysurname " + strings.Repeat("x", 200), "0=Qcanarystreet"} {
		row := append([]string{fmt.Sprintf(edits[0], i)}, edits[1:]...)
		file.WriteString(line(i, append(row, more)...))
	}
	file.WriteString("Cleveland,CVQCANARY,Qcanarysurname\n")

	path := filepath.Join(t.TempDir(), "test.db")
	db, err := store.Open(t.Context(), "sqlite:"+path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context(), gatetest.Schemas(schemas...)...); err != nil {
		t.Fatal(err)
	}
	f := newFixture(t, gatetest.New(t, db))
	got := f.importFile(t, "adt", []byte(file.String()))
	if got.NotUsable != 3 || got.OptedOut < 1 || got.Accepted < 1 {
		t.Fatalf("%+v %v", got.Sums, got.Reasons)
	}
	said := fmt.Sprintf("%+v %+v", got, f.rowsOf(t, got.Batch))
	_, err = f.tryImport(t, "adt", []byte("Qcanarysurname,Qcanaryforename\n1,2\n"))
	said += fmt.Sprintf("%v %+v", err, err)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	written := []byte(said)
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if b, err := os.ReadFile(name); err == nil {
			written = append(written, b...)
		}
	}
	for _, s := range secrets {
		if bytes.Contains(bytes.ToLower(written), bytes.ToLower([]byte(s))) {
			t.Errorf("%s stands in clear", s)
		}
	}
}
