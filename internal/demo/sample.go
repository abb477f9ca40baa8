package demo

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strconv"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/referral"
	policefiles "goldenthread/testdata/police"
)

// samples takes in the two dip samples and makes the contacts that were made.
func (w *world) samples(ctx context.Context) error {
	for _, s := range []struct {
		name string
		on   clock.Date
	}{{"durham-2014-04", "2014-04-11"}, {"cleveland-2014-07", "2014-07-24"}} {
		if err := w.sample(ctx, s.name, s.on); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// sample takes in one file as the police liaison, and tells what first contact brought of each row.
func (w *world) sample(ctx context.Context, name string, on clock.Date) error {
	file, err := policefiles.Files.ReadFile(name + ".csv")
	if err != nil {
		return err
	}
	contacts, err := readContacts(name)
	if err != nil {
		return err
	}
	g, _ := w.gateAt(on.At(9, 30))
	acting := w.staff[police]
	in := intake.Police{Service: w.service("adt", on), Catalogue: w.Catalogue, Sender: acting.agency, File: bytes.NewReader(file)}
	result, err := in.Import(acting.ctx, g)
	if err != nil {
		return err
	}
	if !result.AddsUp() {
		return fmt.Errorf("the rows do not add up")
	}
	rows, err := gate.Read(acting.ctx, g, func(ctx context.Context, v *gate.View) ([]intake.Row, error) {
		return intake.Rows(ctx, v, result.Batch.ID, "", 0, result.Sums.Rows)
	})
	if err != nil {
		return err
	}
	return w.each(ctx, len(rows), func(ctx context.Context, i int) error {
		switch rows[i].Heading {
		case reason.Accepted:
			return w.sampleRow(ctx, rows[i], contacts[rows[i].Number], on, i)
		case reason.Held:
			t := w.begin("adt", on, 0)
			t.taken.Referral = rows[i].Referral
			t.givenUp(ctx)
			return t.err
		}
		return nil
	})
}

// contact is one try of the sample to reach somebody.
type contact struct {
	on           clock.Date
	hour, minute int
	method       catalogue.Method
	outcome      casework.Reached
	result       string // what it came to; empty while it went on
}

// reached are the words of the files for how a try ended.
var reached = map[string]casework.Reached{"reached": casework.ReachedHer, "no_answer": casework.NoAnswer,
	"someone_else_answered": casework.SomeoneElse, "wrong_number": casework.WrongNumber, "sent": casework.Sent}

// readContacts reads the tries of a sample, by the number of the row they are about.
func readContacts(name string) (map[int][]contact, error) {
	file, err := policefiles.Files.ReadFile(name + ".contacts.csv")
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil || len(lines) == 0 {
		return nil, fmt.Errorf("%s.contacts.csv: %w", name, err)
	}
	of := map[int][]contact{}
	for _, c := range lines[1:] {
		row, err := strconv.Atoi(c[0])
		if err != nil {
			return nil, err
		}
		try := contact{on: clock.Date(c[3]), method: catalogue.Method(c[5]), outcome: reached[c[6]], result: c[7]}
		if _, err := fmt.Sscanf(c[4], "%d:%d", &try.hour, &try.minute); err != nil {
			return nil, err
		}
		of[row] = append(of[row], try)
	}
	return of, nil
}

// week is by how much the tries are moved: the sample is three nights' transfers in one file, and
// nobody rings before the file is there.
const week = 7

// sampleRow makes the tries of one row. What came of Cleveland's 90 who were left to contact is not
// published: each gets one try by its first method, which ends as such tries did in Durham.
func (w *world) sampleRow(ctx context.Context, row intake.Row, tries []contact, on clock.Date, seed int) error {
	t := w.begin("adt", on, 500+seed)
	t.on(on, 10, 0)
	ref, err := write(ctx, t, officer, func(ctx context.Context, tx *gate.Tx) (referral.Referral, error) {
		return t.pickUp(ctx, tx, row)
	})
	if err != nil {
		return err
	}
	t.taken = referral.Taken{Referral: ref.ID, Reference: ref.Reference, Folder: ref.Folder, Person: ref.Person, State: ref.State}
	if len(tries) == 0 {
		tries = []contact{t.assumed(ref, on)}
	}
	for _, c := range tries {
		t.on(c.on.AddDays(week), c.hour, c.minute)
		acts := []act{t.try(c.method, c.outcome, "")}
		if closing := closings[c.result]; closing != "" {
			acts = append(acts, t.close(closing))
		}
		t.do(ctx, officer, acts...)
		if stops[c.result] {
			t.givenUp(ctx)
			t.do(ctx, officer, t.close("returned"))
		}
	}
	return t.err
}

// stops are the results that stop contact until somebody decides.
var stops = map[string]bool{"returned_to_police": true, "suspended_unsafe": true}

// givenUp has the supervisor decide, six weeks later, what nobody has mended: it stays with the police, for
// the reason for which it was held.
func (t *tale) givenUp(ctx context.Context) {
	t.on(t.today().AddDays(42), 16, 0)
	t.do(ctx, supervisor, func(ctx context.Context, tx *gate.Tx, _ casework.Case) error {
		ref, err := t.ref(ctx, tx)
		if err != nil {
			return err
		}
		return none(referral.Decide{Service: t.service, Referral: ref.ID, Version: ref.Version, To: referral.Declined, Reason: ref.Reason,
			PointedTo: "nowhere", Told: "referrer"}.Run(ctx, tx))
	})
}

// pickUp opens the case of a row.
func (t *tale) pickUp(ctx context.Context, tx *gate.Tx, row intake.Row) (referral.Referral, error) {
	ref, err := referral.Get(ctx, tx, row.Referral)
	if err != nil {
		return referral.Referral{}, err
	}
	start := intake.Accept{Service: t.service, Referral: ref.ID, Version: ref.Version, Start: true}
	if _, err := start.Run(ctx, tx); err != nil {
		return referral.Referral{}, err
	}
	return ref, nil
}

func (t *tale) assumed(ref referral.Referral, on clock.Date) contact {
	c := contact{on: on.AddDays(1), hour: 10 + t.dice.Below(6), minute: t.dice.Below(60), method: ref.FirstMethod, outcome: casework.Sent, result: "no_response"}
	if c.method == catalogue.MethodPhone {
		c.outcome, c.result = casework.ReachedHer, []string{"declined", "info_sent", "referred_to_community"}[t.dice.Below(3)]
	}
	return c
}

// closings are the service's reasons for what the other tries came to.
var closings = map[string]string{"no_response": "no_response", "moved_away": "moved_away", "declined": "declined",
	"info_sent": "information_sent", "equipment_sent": "equipment_sent", "referred_to_community": "referred_on"}
