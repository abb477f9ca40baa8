package person

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/match"
	"goldenthread/internal/store"
)

// mostProposals is how many links are proposed for one record: the likeliest.
const mostProposals = 5

// LinkState is what became of a proposal that two records are about one person.
type LinkState string

// The states of a link. Each leads to each other: a decision can be undone.
const (
	LinkProposed  LinkState = "proposed"
	LinkConfirmed LinkState = "confirmed"
	LinkDeclined  LinkState = "declined"
)

// Link is a proposal that the person of a folder is known already, and what became of it. It holds
// nothing of the other record but where it is.
type Link struct {
	ID        string
	Folder    id.Folder
	Person    id.Person
	Other     id.Folder
	OtherWho  id.Person
	PerMille  int
	Confident bool
	Reasons   []match.Reason
	State     LinkState
	DecidedBy id.Account
	DecidedAt clock.Instant
	Version   int
}

// Words gives the reasons in one line: "Same phone, same surname; date of birth differs by a day".
func (l Link) Words() string { return match.Result{Reasons: l.Reasons}.Words() }

// propose keeps what look-ups found: links between people supported, and, for supervisors alone,
// that both sides of one dispute are known. It keeps what the look-up of the person supported left
// out, and gives how many links it proposed and how many records were left.
func propose(ctx context.Context, tx *gate.Tx, folder id.Folder, found []finding) (proposed, left int, err error) {
	var links [][]any
	var sides []Candidate
	known := map[id.Folder]bool{folder: true}
	for _, f := range found {
		if f.side == Supported {
			left = f.left.Records
			if err := setLeft(ctx, tx, folder, f.left); err != nil {
				return 0, 0, err
			}
		}
		for _, c := range f.candidates {
			switch {
			case f.side != c.Side:
				sides = append(sides, c)
			case f.side == Supported && !known[c.Folder] && len(links) < mostProposals:
				known[c.Folder] = true
				links = append(links, []any{tx.NewID(), f.person, folder, c.Person, c.Folder, c.PerMille(), c.Result.Confident,
					reasonsText(c.Result.Reasons), match.Model, LinkProposed, tx.Now(), "", 0, 1, tx.Entry()})
			}
		}
	}
	if err := noteBothSides(ctx, tx, folder, sides); err != nil {
		return 0, 0, err
	}
	if len(links) == 0 {
		return 0, left, nil
	}
	n, err := store.Exec(ctx, tx, addLinksSQL, store.Rows(links))
	return int(n), left, err
}

// reasonsText keeps reasons as lines of field, weight in tenths of a bit, and words.
func reasonsText(reasons []match.Reason) string {
	lines := make([]string, len(reasons))
	for i, r := range reasons {
		lines[i] = fmt.Sprintf("%s\t%d\t%s", r.Field, int(math.Round(r.Weight*10)), r.Words)
	}
	return strings.Join(lines, "\n")
}

// reasonsOf reads back what reasonsText wrote.
func reasonsOf(text string) []match.Reason {
	var reasons []match.Reason
	for line := range strings.Lines(text) {
		parts := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
		if len(parts) != 3 {
			continue
		}
		tenths, _ := strconv.Atoi(parts[1]) // written by reasonsText
		reasons = append(reasons, match.Reason{Field: match.Field(parts[0]), Weight: float64(tenths) / 10, Words: parts[2]})
	}
	return reasons
}

// Links lists what was proposed for a folder, the likeliest first. Those who decide links may see it;
// records whose folder the actor is kept out of are not in it.
func Links(ctx context.Context, v gate.Reader, folder id.Folder) ([]Link, error) {
	if err := v.Authorize(ctx, ActLink, gate.On{Folder: folder}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, linksSQL, scanLink, folder, v.Actor().Account(), v.Now())
}

func scanLink(scan store.Scan) (Link, error) {
	var l Link
	var reasons string
	err := scan(&l.ID, &l.Folder, &l.Person, &l.Other, &l.OtherWho, &l.PerMille, &l.Confident, &reasons, &l.State, &l.DecidedBy, &l.DecidedAt, &l.Version)
	l.Reasons = reasonsOf(reasons)
	return l, err
}

// ConfirmLink says that two records are about one person. Those who decide referrals may, with the
// folder the link was proposed for. The folders stay two; only that they are one person's is
// known from now on, and [UndoLink] takes it back. Requirement R036.
type ConfirmLink struct {
	Link    string
	Version int
}

// DeclineLink says that two records are about different people.
type DeclineLink struct {
	Link    string
	Version int
}

// UndoLink takes back what was decided: the link is proposed again.
type UndoLink struct {
	Link    string
	Version int
}

// LinkDecided says what a human decided about a proposed link.
type LinkDecided struct {
	Link   string    `json:"link"`
	Folder id.Folder `json:"folder"`
	Other  id.Folder `json:"other"`
	From   LinkState `json:"from"`
	To     LinkState `json:"to"`
}

// EventKind names the event.
func (LinkDecided) EventKind() string { return "person.link decided" }

// Subjects is the folder that the link was proposed for. The other one, which may be another service's, did not change.
func (e LinkDecided) Subjects() []audit.Subject { return audit.Changed(e.Folder) }

// Run confirms the link. Fails with errs.Stale when someone decided meanwhile. Records LinkDecided.
func (c ConfirmLink) Run(ctx context.Context, tx *gate.Tx) (Link, error) {
	return decideLink(ctx, tx, c.Link, c.Version, LinkConfirmed)
}

// Run declines the link. Fails with errs.Stale when someone decided meanwhile. Records LinkDecided.
func (c DeclineLink) Run(ctx context.Context, tx *gate.Tx) (Link, error) {
	return decideLink(ctx, tx, c.Link, c.Version, LinkDeclined)
}

// Run puts the link back to proposed. Fails with errs.Stale when someone decided meanwhile.
// Records LinkDecided.
func (c UndoLink) Run(ctx context.Context, tx *gate.Tx) (Link, error) {
	return decideLink(ctx, tx, c.Link, c.Version, LinkProposed)
}

func decideLink(ctx context.Context, tx *gate.Tx, link string, version int, to LinkState) (Link, error) {
	l, found, err := store.Find(ctx, tx, linkSQL, scanLink, link)
	if err != nil {
		return Link{}, err
	}
	if !found {
		return Link{}, errs.New(errs.NotFound, "there is no such record, or you can't see it")
	}
	if err := tx.Authorize(ctx, ActLink, gate.On{Folder: l.Folder}); err != nil {
		return Link{}, err
	}
	out, err := tx.Excluded(ctx, l.Other, tx.Actor().Account())
	if err != nil {
		return Link{}, err
	}
	if out {
		return Link{}, gate.NoSuchRecord()
	}
	if l.Version != version || l.State == to {
		return Link{}, errs.New(errs.Stale, "someone decided this meanwhile: look again")
	}
	event := LinkDecided{Link: l.ID, Folder: l.Folder, Other: l.Other, From: l.State, To: to}
	l.State, l.DecidedBy, l.DecidedAt, l.Version = to, tx.Actor().Account(), tx.Now(), version+1
	if to == LinkProposed {
		l.DecidedBy, l.DecidedAt = "", 0
	}
	n, err := store.Exec(ctx, tx, decideLinkSQL, l.State, l.DecidedBy, l.DecidedAt, tx.Entry(), l.ID, version)
	if err != nil {
		return Link{}, err
	}
	if n == 0 {
		return Link{}, errs.New(errs.Stale, "someone decided this meanwhile: look again")
	}
	tx.Record(event)
	return l, nil
}
