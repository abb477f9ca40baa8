package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/job"
	"goldenthread/internal/mail"
	"goldenthread/internal/mail/mailtest"
	"goldenthread/internal/notify"
)

const barnet = "barnet-asb"

// post is a partnership with a mail server.
type post struct {
	*apptest.App
	server *mailtest.Server
}

func withMail(t *testing.T, fn func(t *testing.T, p post)) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		p := post{a, mailtest.New(t)}
		var err error
		if a.Config.Mail, err = mail.NewServer("smtp://"+p.server.Address, "golden-thread@example.org", ""); err != nil {
			t.Fatal(err)
		}
		a.Config.Origin = "https://gt.example.org"
		fn(t, p)
	})
}

// round queues what there is to tell, carries out what is due, and gives what arrived as "to: text".
func (p post) round(t *testing.T) []string {
	t.Helper()
	if err := p.QueueMail(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Jobs.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range p.server.Take() {
		text, _, _ := strings.Cut(l.Text, "\nSign in")
		got = append(got, l.To+": "+strings.TrimSpace(text))
		if !strings.Contains(l.Text, "https://gt.example.org/my-day") {
			t.Errorf("the letter does not say where to sign in: %q", l.Text)
		}
	}
	slices.Sort(got)
	return got
}

func (p post) wants(t *testing.T, what string, want ...string) {
	t.Helper()
	if got := p.round(t); !slices.Equal(got, want) {
		t.Errorf("%s:\n  told %q\n  want %q", what, got, want)
	}
	if again := p.round(t); len(again) != 0 {
		t.Errorf("%s: told again: %q", what, again)
	}
}

func do[T any](t *testing.T, p post, as context.Context, run func(context.Context, *gate.Tx) (T, error)) T {
	t.Helper()
	out, err := gate.Write(as, p.Gate, "", run)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func at(role string) string { return role + "." + barnet + "@example.org: " }

// TestWhatInterrupts: four things are told at once, each to whom it concerns and once, in counts and references.
func TestWhatInterrupts(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		worker, lead := p.As(t, access.CaseWorker, barnet), p.As(t, access.Supervisor, barnet)
		c := p.Case(t, barnet)
		other := p.Case(t, barnet)
		both := []string{string(c.Reference), string(other.Reference)}
		slices.Sort(both)
		p.wants(t, "two cases were given in one minute", at("case-worker")+"2 cases were given to you: "+strings.Join(both, ", "))

		do(t, p, worker, casework.RaiseActNow{Folder: c.Folder, Kind: casework.Arson, What: "Petrol through the door"}.Run)
		raised := "1 alarm (act now) waits for an answer: " + string(c.Reference)
		p.wants(t, "act now", at("designated-safeguarding-lead")+raised, at("supervisor")+raised)
		do(t, p, lead, casework.RaiseActNow{Folder: c.Folder, Kind: casework.Suicide, What: "Said so on the telephone"}.Run)
		p.wants(t, "act now raised by the supervisor", at("case-worker")+raised, at("designated-safeguarding-lead")+raised)

		do(t, p, worker, casework.MakePromise{Case: c.ID, Service: p.Service(t, barnet), What: "Ring about the lock", Due: "2026-11-20"}.Run)
		p.wants(t, "a promise that can still be kept")
		p.Clock.Set(clock.NewDate(2026, time.November, 20).At(20, 0))
		p.wants(t, "a promise past its time", at("case-worker")+"1 promise is broken: "+string(c.Reference))

		next := p.Account(t, access.VictimCareOfficer, barnet)
		unasked := p.Service(t, barnet)
		unasked.Staff.Checks = nil // whether a check is in date is no matter of letters
		do(t, p, lead, casework.Allocate{Case: c.ID, Version: c.Version, Service: unasked, Worker: next, Role: access.VictimCareOfficer}.Run)
		p.wants(t, "a case that passed on", at("case-worker")+"1 case of yours has passed to somebody else: "+string(c.Reference),
			at("victim-care-officer")+"1 promise is broken: "+string(c.Reference)+"\n1 case was given to you: "+string(c.Reference))

		do(t, p, p.System(t, "cli"), identity.EndMembership{Membership: p.membership(t, access.Coach)}.Run)
		p.wants(t, "a role that ended", at("coach")+"1 role of yours has ended")
	})
}

// TestCoverIsTold: who covers for a colleague who is away is told so at once, in a count and references, once however often it is given; the
// day's summary counts it until midnight. Whoever switched off being told of cases is not told at once.
func TestCoverIsTold(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		worker, lead := p.As(t, access.CaseWorker, barnet), p.As(t, access.Supervisor, barnet)
		c := p.Case(t, barnet)
		do(t, p, worker, casework.MakePromise{Case: c.ID, Service: p.Service(t, barnet), What: "Ring about the lock", Due: "2026-11-20"}.Run)
		p.Clock.Set(clock.NewDate(2026, time.November, 20).At(9, 0))
		p.round(t) // the case was given
		unasked := p.Service(t, barnet)
		unasked.Staff.Checks = nil // whether a check is in date is no matter of letters
		cover := casework.Cover{Service: unasked, Absent: p.Account(t, access.CaseWorker, barnet), By: p.Account(t, access.VictimCareOfficer, barnet)}
		to, told := at("victim-care-officer"), "1 case of a colleague who is away is yours until midnight: "+string(c.Reference)
		do(t, p, lead, cover.Run)
		p.wants(t, "a case to cover", to+told)
		do(t, p, lead, cover.Run)
		p.wants(t, "covered by the same colleague once more")

		officer := p.As(t, access.VictimCareOfficer, barnet)
		do(t, p, officer, notify.Choose{Choice: notify.Choice{DigestHour: 9}}.Run)
		p.wants(t, "the day's summary", to+told)
		p.Clock.Set(clock.NewDate(2026, time.November, 23).At(9, 0))
		p.wants(t, "after midnight it is over")
		do(t, p, lead, cover.Run)
		p.Clock.Advance(time.Hour)
		for _, letter := range p.round(t) {
			if strings.HasPrefix(letter, to) {
				t.Errorf("told at once of cases, which was switched off: %q", letter)
			}
		}
	})
}

// membership gives the membership of the account that has a role.
func (p post) membership(t *testing.T, role access.Role) id.Membership {
	t.Helper()
	account, err := gate.Read(p.System(t, "cli"), p.Gate, func(ctx context.Context, v *gate.View) (identity.Account, error) {
		return identity.LoadAccount(ctx, v, p.Account(t, role, barnet))
	})
	if err != nil || len(account.Memberships) != 1 {
		t.Fatalf("memberships %+v: %v", account.Memberships, err)
	}
	return account.Memberships[0].ID
}

// TestNotTold: nothing leaves for those who switched it off, who can't open the folder, or who are suspended, and
// nothing at all where no mail server is set up.
func TestNotTold(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		worker := p.As(t, access.CaseWorker, barnet)
		do(t, p, worker, notify.Choose{Choice: notify.Choice{DigestHour: notify.NoDigest}}.Run)
		c := p.Case(t, barnet)
		do(t, p, worker, casework.MakePromise{Case: c.ID, Service: p.Service(t, barnet), What: "Ring", Due: "2026-11-19"}.Run)
		p.Clock.Set(clock.NewDate(2026, time.November, 19).At(20, 0))
		p.wants(t, "switched off")

		p.Exclude(t, c.Folder, p.Account(t, access.Supervisor, barnet))
		p.Suspend(t, p.Account(t, access.SafeguardingLead, barnet))
		do(t, p, worker, casework.RaiseActNow{Folder: c.Folder, Kind: casework.InDanger, What: "He is at the door"}.Run)
		p.wants(t, "kept out, and suspended")

		server := p.Config.Mail
		p.Config.Mail = mail.Server{}
		do(t, p, worker, notify.Choose{Choice: notify.Choice{DigestHour: 18, Given: true, Broken: true, Version: 1}}.Run)
		before := p.Digest(t)["outbox"]
		if err := p.QueueMail(t.Context()); err != nil || p.Digest(t)["outbox"] != before {
			t.Errorf("queued without a mail server (%v)", err)
		}
		p.Config.Mail = server
		ref := string(c.Reference)
		p.wants(t, "once there is one: what is switched on again, and the summary",
			at("case-worker")+"1 alarm (act now) waits for an answer: "+ref+"\n1 promise is broken: "+ref,
			at("case-worker")+"1 promise is broken: "+ref+"\n1 case was given to you: "+ref)
	})
}

// TestDigest: one summary a day at the hour that was chosen, on days on which the service is open, and none when
// there is nothing to say.
func TestDigest(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		worker := p.As(t, access.CaseWorker, barnet)
		c := p.Case(t, barnet)
		p.round(t) // the case was given
		do(t, p, worker, notify.Choose{Choice: notify.Choice{DigestHour: 8, Given: true, Broken: true}}.Run)
		do(t, p, worker, casework.MakePromise{Case: c.ID, Service: p.Service(t, barnet), What: "Ring", Due: "2026-11-23"}.Run)
		p.round(t) // the hour had gone by today: today's summary comes now

		monday := clock.NewDate(2026, time.November, 23)
		p.Clock.Set(clock.NewDate(2026, time.November, 21).At(8, 0))
		p.wants(t, "on a Saturday")
		p.Clock.Set(monday.At(7, 59))
		p.wants(t, "before the hour")
		p.Clock.Set(monday.At(8, 0))
		got := p.round(t)
		if len(got) != 1 || !strings.Contains(got[0], "1 promise to keep today: "+string(c.Reference)) || !strings.HasPrefix(got[0], at("case-worker")) {
			t.Errorf("at the hour: %q", got)
		}
		p.Clock.Set(monday.At(16, 30))
		p.wants(t, "later that day")

		do(t, p, p.As(t, access.Coach, barnet), notify.Choose{Choice: notify.Choice{DigestHour: 9}}.Run)
		p.wants(t, "nothing to say")
	})
}

// TestTriedAgain: a letter the server did not take is tried again and arrives once, under the same id.
func TestTriedAgain(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		p.server.Refuse(true)
		p.Case(t, barnet)
		if got := p.round(t); len(got) != 0 {
			t.Fatalf("taken: %q", got)
		}
		if strings.Contains(p.Logs.String(), "@example.org") {
			t.Error("the log says whom a letter was for")
		}
		p.server.Refuse(false)
		p.Clock.Advance(10 * time.Second)
		if got := p.round(t); len(got) != 1 {
			t.Errorf("after ten seconds: %q", got)
		}
		p.Clock.Advance(time.Hour)
		if got := p.round(t); len(got) != 0 {
			t.Errorf("sent again: %q", got)
		}
	})
}

// TestServerDownForLong: what a letter told that the outbox gave up is told once the server is there again, once, within
// a day; later than that nobody is woken.
func TestServerDownForLong(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		down := func(hours int) {
			p.server.Refuse(true)
			for range hours * 30 {
				p.round(t)
				p.Clock.Advance(2 * time.Minute)
			}
			p.server.Refuse(false)
		}
		c := p.Case(t, barnet)
		p.round(t)
		raise := casework.RaiseActNow{Folder: c.Folder, Kind: casework.Arson, What: "Petrol through the door"}
		do(t, p, p.As(t, access.CaseWorker, barnet), raise.Run)
		down(1)
		p.Clock.Advance(10 * time.Minute)
		raised := "1 alarm (act now) waits for an answer: " + string(c.Reference)
		p.wants(t, "after an hour", at("designated-safeguarding-lead")+raised, at("supervisor")+raised)
		p.Clock.Advance(time.Hour)
		p.wants(t, "an hour after it arrived")

		p.Exclude(t, c.Folder, p.Account(t, access.Supervisor, barnet))
		do(t, p, p.As(t, access.SafeguardingLead, barnet), raise.Run)
		p.wants(t, "a second alarm", at("case-worker")+raised)
		before := p.Digest(t)["outbox"]
		p.Clock.Advance(time.Hour)
		if p.wants(t, "nothing to say to who is kept out"); p.Digest(t)["outbox"] != before {
			t.Error("a letter with nothing to say was queued again")
		}

		do(t, p, p.As(t, access.Coach, barnet), raise.Run)
		p.server.Refuse(true)
		p.round(t)
		p.server.Refuse(false)
		p.Clock.Advance(25 * time.Hour)
		if err := p.QueueMail(t.Context()); err != nil {
			t.Fatal(err)
		}
		if again := p.round(t); len(again) > 2 {
			t.Errorf("told a day later: %q", again)
		}
	})
}

// TestSummaryIsNotLost: a summary that was given up leaves once the server is there again, once, while its day lasts; one
// that was given up and is tried again by hand says nothing twice.
func TestSummaryIsNotLost(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		worker := p.As(t, access.CaseWorker, barnet)
		c := p.Case(t, barnet)
		p.round(t)
		do(t, p, worker, notify.Choose{Choice: notify.Choice{DigestHour: 8}}.Run)
		p.round(t)
		do(t, p, worker, casework.MakePromise{Case: c.ID, Service: p.Service(t, barnet), What: "Ring", Due: "2026-11-23"}.Run)
		p.Clock.Set(clock.NewDate(2026, time.November, 23).At(8, 0))
		p.server.Refuse(true)
		for range 30 {
			p.round(t)
			p.Clock.Advance(2 * time.Minute)
		}
		p.server.Refuse(false)
		p.Clock.Advance(10 * time.Minute)
		got := p.round(t)
		if len(got) != 1 || !strings.Contains(got[0], "1 promise to keep today: "+string(c.Reference)) {
			t.Errorf("an hour later: %q", got)
		}
		cli := p.System(t, "cli")
		given, err := gate.Read(cli, p.Gate, func(ctx context.Context, v *gate.View) ([]job.GivenUp, error) { return job.Given(ctx, v, 10) })
		if err != nil || len(given) == 0 || given[0].Kind != "notify.mail" || given[0].Tries != 8 || given[0].Fault != "unavailable" {
			t.Fatalf("given up: %+v, %v", given, err)
		}
		do(t, p, cli, job.TryAgain{Effect: given[0].ID}.Run)
		p.wants(t, "the one that was given up is tried again")
		left, err := gate.Read(cli, p.Gate, func(ctx context.Context, v *gate.View) (int, error) { return job.CountGiven(ctx, v, 10) })
		if err != nil || left != len(given)-1 {
			t.Errorf("%d wait of %d: %v", left, len(given), err)
		}
	})
}
