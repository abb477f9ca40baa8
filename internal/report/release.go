package report

import (
	"context"
	"fmt"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// Publication is a return that was published, as it is on record.
type Publication struct {
	Report string
	Title  string // of the return; its key where the catalogue has it no more
	Period Period
	Digest string // of what was shown
	On     clock.Date

	id string
}

// ActRelease is publishing a return.
var ActRelease = access.Declare("report.release", access.Policy{
	Roles: []access.Role{access.Supervisor, access.Administrator, access.CommissioningOfficer, access.Commissioner}, Systems: []string{"cli"}})

// Release publishes a return: it gives what may be shown ([Report.Publish]) and puts on record that it was
// given. Supervisors, administrators, commissioning officers and commissioners of the service may, and the
// operator's command line.
//
// What was published of one of its services for a period overlapping this one stands in the way, unless it is
// the same return of the same period, which may be corrected: what is left out of either could be worked out by
// taking one from the other. doc/decisions/0007 says why nested periods and other returns are not let through.
//
// Figures that are published already stay so, and nothing is added. Fails like [Make]; with errs.Conflict,
// naming the earlier publication, where one stands in the way; with errs.Stale when the figures have another check
// code than those looked at, or when other figures of the return and period were published that are not those known of:
// comparing the two can give one person away. Records Released. Practice, part 2.11.
type Release struct {
	Make
	CheckCode string // of the copy that was looked at before it is published; empty: nobody looked
	Earlier   string // the publication with other figures that was known of ([Standing.Earlier]); empty: none
	Again     bool   // whichever other figures are published already
}

// Released says that a return was published.
type Released struct {
	Publication string     `json:"publication"`
	Report      string     `json:"report"`
	From        clock.Date `json:"from"`
	To          clock.Date `json:"to"`
	AsAt        clock.Date `json:"as_at"`
	Digest      string     `json:"digest"`
}

// EventKind names the event.
func (Released) EventKind() string { return "report.released" }

// Run publishes it.
func (r Release) Run(ctx context.Context, tx *gate.Tx) (Report, error) {
	d, p, _, err := r.prepare(ctx, tx, ActRelease)
	if err != nil {
		return Report{}, err
	}
	if err := r.Book.clash(ctx, tx, d, p); err != nil {
		return Report{}, err
	}
	made, err := r.Make.Run(ctx, tx)
	if err != nil {
		return Report{}, err
	}
	out := made.Publish()
	if err := out.looked(r.CheckCode); err != nil {
		return Report{}, err
	}
	publication := tx.NewID()
	standing, err := r.Book.published(ctx, tx, out)
	switch {
	case err != nil:
		return Report{}, err
	case len(standing) > 0:
		publication = standing[0].id
	default:
		if err := r.knew(ctx, tx, out); err != nil {
			return Report{}, err
		}
		var rows [][]any
		for _, service := range d.services() {
			rows = append(rows, []any{publication, service, d.Key, p.From, p.To, out.AsAt, out.Digest, tx.Actor().Account(), tx.Now(), tx.Entry()})
		}
		if _, err := store.Exec(ctx, tx, releaseSQL, store.Rows(rows)); err != nil {
			return Report{}, err
		}
	}
	tx.Record(Released{Publication: publication, Report: d.Key, From: p.From, To: p.To, AsAt: out.AsAt, Digest: out.Digest})
	return out, nil
}

// knew fails when other figures are published than those that were known of.
func (r Release) knew(ctx context.Context, q store.Reader, made Report) error {
	last, is, err := r.Book.publishedEarlier(ctx, q, made)
	if err != nil || r.Again || last.id == r.Earlier {
		return err
	}
	if !is {
		return errs.New(errs.Stale, "What was published before is not what you were told of. Open the page again.")
	}
	return errs.New(errs.Stale, last.compared())
}

// compared says what comparing a publication with other figures gives away.
func (f Publication) compared() string {
	return "This return was published on " + f.On.Plain() + " with other figures. Whoever has both can tell what was recorded in between, also where it is one person. Publish it again only to put a mistake right."
}

// publishedEarlier finds the latest publication of a return and period, whatever its figures.
func (b *Book) publishedEarlier(ctx context.Context, q store.Reader, made Report) (Publication, bool, error) {
	found, err := store.Collect(ctx, q, earlierSQL, b.scanPublication, made.Key, made.Period.From, made.Period.To)
	if err != nil || len(found) == 0 {
		return Publication{}, false, err
	}
	return found[0], true, nil
}

// clash fails when what was published of one of a return's services overlaps a period, and is not that return of that period.
func (b *Book) clash(ctx context.Context, q store.Reader, d Definition, p Period) error {
	found, err := store.Collect(ctx, q, clashSQL, b.scanPublication, p.From, p.To, d.Key, store.List(d.services()))
	if err != nil || len(found) == 0 {
		return err
	}
	f := found[0]
	return errs.New(errs.Conflict, fmt.Sprintf("This return can’t be published: “%s”, %s to %s, was published on %s, and the two count some of the same people in the same time. "+
		"Small numbers could be worked out by taking one from the other. Publish that return and period again, or a period that does not overlap it.",
		f.Title, f.Period.From.Plain(), f.Period.To.Plain(), f.On.Plain()))
}

// published finds the publication of a return with the same figures: none or one.
func (b *Book) published(ctx context.Context, q store.Reader, made Report) ([]Publication, error) {
	return store.Collect(ctx, q, publishedSQL, b.scanPublication, made.Key, made.Period.From, made.Period.To, made.Digest)
}

func (b *Book) scanPublication(scan store.Scan) (Publication, error) {
	var f Publication
	var at clock.Instant
	err := scan(&f.id, &f.Report, &f.Period.From, &f.Period.To, &f.Digest, &at)
	f.On, f.Title = at.Date(), f.Report
	if d, known := b.definitions[f.Report]; known {
		f.Title = d.Title
	}
	return f, err
}

// Standing tells whether a return for publication is published as it is.
type Standing struct {
	On      clock.Date // when these figures were published; zero: they were not
	Earlier string     // the last publication of other figures of the same return and period; empty: there is none
	Warning string     // what publishing it again gives away; empty: there is no earlier one
	Refused string     // why the period can't be; empty: it can
}

// Standing tells how a return for publication stands. Those who may read the return may.
func (b *Book) Standing(ctx context.Context, v gate.Reader, made Report) (Standing, error) {
	if err := made.readable(ctx, v); err != nil {
		return Standing{}, err
	}
	found, err := b.published(ctx, v, made)
	if err != nil {
		return Standing{}, err
	}
	if len(found) > 0 {
		return Standing{On: found[0].On}, nil
	}
	err = b.clash(ctx, v, made.definition, made.Period)
	if errs.KindOf(err) == errs.Conflict {
		return Standing{Refused: errs.MessageOf(err)}, nil
	}
	if err != nil {
		return Standing{}, err
	}
	last, is, err := b.publishedEarlier(ctx, v, made)
	if err != nil || !is {
		return Standing{}, err
	}
	return Standing{Earlier: last.id, Warning: last.compared()}, nil
}

// Published fails with errs.Conflict where a copy to take away is asked for and these figures were not published, or
// can't be. Those who may read the return may ask.
func (b *Book) Published(ctx context.Context, v gate.Reader, made Report) error {
	s, err := b.Standing(ctx, v, made)
	switch {
	case err != nil:
		return err
	case s.Refused != "":
		return errs.New(errs.Conflict, s.Refused)
	case s.On.IsZero():
		return errs.New(errs.Conflict, "These figures were not published. Publish the return first, on its page; then take the copy.")
	}
	return nil
}

var releaseSQL = store.SQL("report.release", `
	INSERT INTO report_publication (id, service, report, from_on, to_on, as_at_on, digest, by_account, published_at, last_entry)
	VALUES {{rows 10}}`)

// clashSQL finds the first publication of some services that overlaps a period and is not the same return of the same.
// Driven by report_publication_service: a service publishes a few a year.
var clashSQL = store.SQL("report.clash", `
	SELECT id, report, from_on, to_on, digest, published_at
	FROM report_publication
	WHERE from_on <= $2 AND to_on >= $1 AND (from_on <> $1 OR to_on <> $2 OR report <> $3) AND service IN ({{list}})
	ORDER BY from_on, to_on, published_at
	LIMIT 1`)

// earlierSQL finds the latest publication of a return and period, whatever its figures. Driven by report_publication_return.
var earlierSQL = store.SQL("report.publishedEarlier", `
	SELECT id, report, from_on, to_on, digest, published_at
	FROM report_publication
	WHERE report = $1 AND from_on = $2 AND to_on = $3
	ORDER BY published_at DESC
	LIMIT 1`)

// publishedSQL finds the latest publication of a return with the same figures. Driven by report_publication_return.
var publishedSQL = store.SQL("report.published", `
	SELECT id, report, from_on, to_on, digest, published_at
	FROM report_publication
	WHERE report = $1 AND from_on = $2 AND to_on = $3 AND digest = $4
	ORDER BY published_at DESC
	LIMIT 1`)
