package catalogue_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/catalogue"
)

// Each time that another edition sets otherwise is told: of a stage, of one band, where a stage goes by bands in one of them alone, and where
// it is gone. What is the same is not.
func TestOtherClocks(t *testing.T) {
	clock := func(text string) catalogue.Clock {
		c, err := catalogue.ParseClock(text)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	now := catalogue.Service{Stages: []catalogue.Stage{
		{Key: "screen", Name: "Screening", Clock: clock("1 working day")},
		{Key: "contact", Name: "First contact", Clock: clock("priority"), Bands: catalogue.BandClock{"soon": clock("1 working day"), "urgent": clock("4 working hours")}},
		{Key: "needs", Name: "Needs", Clock: clock("5 working days")},
		{Key: "plan", Name: "Plan"},
		{Key: "check", Name: "Check", Clock: clock("6 weeks")},
	}}
	with := catalogue.Service{Stages: []catalogue.Stage{
		{Key: "screen", Name: "Screening", Clock: clock("1 working day")},
		{Key: "contact", Name: "First contact", Clock: clock("priority"), Bands: catalogue.BandClock{"soon": clock("3 working hours"), "urgent": clock("4 working hours")}},
		{Key: "needs", Name: "Needs", Clock: clock("band"), Bands: catalogue.BandClock{"high": clock("5 working days"), "low": clock("10 working days")}},
		{Key: "plan", Name: "Plan", Clock: clock("2 weeks")},
	}}
	want := []catalogue.OtherClock{
		{Stage: "contact", Name: "First contact", Band: "soon", Now: "1 working day", With: "3 working hours"},
		{Stage: "needs", Name: "Needs", Now: "5 working days", With: "by band"},
		{Stage: "needs", Name: "Needs", Band: "low", Now: "5 working days", With: "10 working days"},
		{Stage: "plan", Name: "Plan", With: "14 days"},
		{Stage: "check", Name: "Check", Now: "42 days"},
	}
	if diff := cmp.Diff(want, now.OtherClocks(with)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if same := now.OtherClocks(now); len(same) != 0 {
		t.Errorf("beside itself: %v", same)
	}
	if got := want[0].Words() + "; " + want[3].Words(); got != "First contact, soon; Plan" {
		t.Errorf("in words: %q", got)
	}
}
