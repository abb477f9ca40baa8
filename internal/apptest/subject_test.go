package apptest_test

import (
	"context"
	"strings"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/apptest"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/entitlement"
	"goldenthread/internal/evidence"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/intake"
	"goldenthread/internal/job"
	"goldenthread/internal/learning"
	"goldenthread/internal/person"
	"goldenthread/internal/report"
)

// look reads as somebody of the service.
func look[T any](s subject, role access.Role, fn func(context.Context, *gate.View) (T, error)) T {
	s.t.Helper()
	got, err := gate.Read(s.a.As(s.t, role, home), s.a.Gate, fn)
	if err != nil {
		s.t.Fatalf("arranging: %v", err)
	}
	return got
}

// agency gives an agency that can be renamed and given teams.
func (s subject) agency() id.Agency {
	return look(s, access.SystemAdministrator, func(ctx context.Context, v *gate.View) (id.Agency, error) {
		if err := v.Authorize(ctx, access.SignedIn, gate.On{}); err != nil {
			return "", err
		}
		a, err := agency.ByKey(ctx, v, "partnership")
		return a.ID, err
	})
}

func (s subject) membership(account id.Account) id.Membership {
	return look(s, access.SystemAdministrator, func(ctx context.Context, v *gate.View) (id.Membership, error) {
		if err := v.Authorize(ctx, access.SignedIn, gate.On{}); err != nil {
			return "", err
		}
		held, err := v.MembershipsOf(ctx, account)
		if err != nil || len(held) == 0 {
			s.t.Fatalf("no membership: %v", err)
		}
		return held[0].ID, nil
	})
}

// colleague gives an account that can be suspended without anybody missing her in the other tests.
func (s subject) colleague() id.Account { return s.a.Account(s.t, access.Mediator, home) }

func (s subject) session(account id.Account) id.Session {
	step, err := identity.DemoSignIn(s.t.Context(), s.a.Gate, identity.Demonstration(), s.a.Rules, account, "a test")
	if err != nil {
		s.t.Fatal(err)
	}
	return step.Session
}

func (s subject) page() casework.Page {
	return look(s, apptest.Holder(home), func(ctx context.Context, v *gate.View) (casework.Page, error) {
		return casework.Load(ctx, v, s.Reference)
	})
}

// contact gives the number of the subject's person.
func (s subject) contact() person.Contact { return s.page().About.Contacts[0] }

// item gives the latest thing of a kind that stands on the case.
func (s subject) item(kind casework.ItemKind) string {
	for _, it := range s.page().Items {
		if it.Kind == kind {
			return it.ID
		}
	}
	s.t.Fatalf("nothing of the kind %q stands on the case", kind)
	return ""
}

// link gives a proposal that the subject's person is the same as somebody else's.
func (s subject) link() person.Link {
	who := s.a.Somebody()
	s.a.Take(s.t, s.a.Referral(s.t, home, who))
	again := s.a.Take(s.t, s.a.Referral(s.t, home, who))
	links := look(s, apptest.Holder(home), func(ctx context.Context, v *gate.View) ([]person.Link, error) {
		return person.Links(ctx, v, again.Folder)
	})
	if len(links) == 0 {
		s.t.Fatal("the same person twice, and no link is proposed")
	}
	return links[0]
}

// bothSides gives an alert that the other party of one referral is supported in another.
func (s subject) bothSides() person.BothSides {
	one, other := s.a.Somebody(), s.a.Somebody()
	s.a.Take(s.t, s.a.Referral(s.t, home, one))
	c := s.a.Referral(s.t, home, other)
	c.Others = []person.New{one}
	taken := s.a.Take(s.t, c)
	alerts := look(s, access.Supervisor, func(ctx context.Context, v *gate.View) ([]person.BothSides, error) {
		return person.BothSidesOf(ctx, v, taken.Folder)
	})
	if len(alerts) == 0 {
		s.t.Fatal("both sides are known, and nobody is told")
	}
	return alerts[0]
}

// refer gives a referral that nobody has picked up.
func (s subject) refer() id.Referral { return s.a.Refer(s.t, home).Referral }

// file takes in a police file.
func (s subject) file(text string) id.Batch {
	s.t.Helper()
	result, err := intake.Police{Service: s.service, Catalogue: s.a.Catalogue, File: strings.NewReader(text)}.Import(s.a.System(s.t, "cli"), s.a.Gate)
	if err != nil {
		s.t.Fatalf("taking in a file: %v", err)
	}
	return result.Batch.ID
}

// caseload takes in a list of cases of one row, and gives it.
func (s subject) caseload() id.Batch {
	s.t.Helper()
	who := s.a.Somebody() // the same list twice would be the same batch
	text := "Surname,Forename,DOB,Postcode,Mobile,Safe to call,Opened\n" + who.Surname + ",Ann,05/05/1990,N3 1AA,07700900777,Y,02/02/2026\n"
	result, err := intake.Caseload{Service: s.service, Catalogue: s.a.Catalogue, File: []byte(text)}.Import(s.a.System(s.t, "cli"), s.a.Gate)
	if err != nil {
		s.t.Fatalf("taking in a list: %v", err)
	}
	return result.Batch.ID
}

// listKept gives a list of cases that the supervisor has handed in.
func (s subject) listKept() id.List {
	s.t.Helper()
	list, err := gate.Write(s.a.As(s.t, access.Supervisor, home), s.a.Gate, "", intake.KeepList{Service: s.service, File: []byte("Surname,Opened\nQuill,02/02/2026\n")}.Run)
	if err != nil {
		s.t.Fatalf("handing in a list: %v", err)
	}
	return list
}

// strange is an effect that nobody carries out.
type strange struct{}

// EffectKind names the effect.
func (strange) EffectKind() string { return "apptest.strange" }

// givenUp gives an effect that was tried as often as effects are.
func (s subject) givenUp() string {
	s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) error {
		if err := tx.Authorize(ctx, casework.ActSee, gate.On{Folder: s.Folder}); err != nil {
			return err
		}
		tx.Unaudited("leaving an effect")
		return tx.After(ctx, strange{})
	})
	for range 10 {
		if _, err := s.a.Jobs.RunDue(s.t.Context()); err != nil {
			s.t.Fatal(err)
		}
		s.a.Clock.Advance(10 * time.Minute)
	}
	given, err := gate.Read(s.a.System(s.t, "cli"), s.a.Gate, func(ctx context.Context, v *gate.View) ([]job.GivenUp, error) { return job.Given(ctx, v, 10) })
	if err != nil || len(given) == 0 {
		s.t.Fatalf("nothing was given up: %v", err)
	}
	return given[0].ID
}

// pickedUp gives a case that nobody has taken.
func (s subject) pickedUp() (made id.Case) {
	open := casework.OpenCase{Referral: s.refer(), Service: s.service}
	s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
		made, err = open.Run(ctx, tx)
		return err
	})
	return made
}

func (s subject) action() casework.PlanAction {
	return casework.PlanAction{Case: s.ID, Step: casework.Step{What: "Fit a lock", Owner: casework.AgencyDoes, Agency: "Barnet Homes", Due: "2026-12-04"}}
}

func (s subject) goal() casework.AgreeGoal {
	return casework.AgreeGoal{Case: s.ID, What: "Sleeps through the night", On: "2026-11-19"}
}

func (s subject) instrument() catalogue.Instrument {
	i, ok := s.a.Catalogue.Instrument("asb-matrix")
	if !ok {
		s.t.Fatal("the catalogue has no matrix")
	}
	return i
}

// assessment is one that the draw leaves out: one that is scored again takes a statement more, and so one count in ten.
func (s subject) assessment() assessment.Record {
	i := s.instrument()
	i.Again = nil
	answers := assessment.Answers{}
	for _, q := range i.Questions {
		answers[q.Key] = q.Options[0].Key
	}
	return assessment.Record{Folder: s.Folder, Instrument: i, Phase: assessment.Before, Answers: answers}
}

// given is what another body made of the subject the day before.
func (s subject) given() assessment.Given {
	r := s.assessment()
	return assessment.Given{Instrument: r.Instrument, On: "2026-11-18", Answers: r.Answers}
}

func (s subject) writtenDown() assessment.WriteDown {
	return assessment.WriteDown{Folder: s.Folder, List: s.list("agencies-asked"), Body: "police", Via: assessment.GivenToUs, Given: s.given()}
}

// drawn gives a first score that is to be scored again.
func (s subject) drawn() (first id.Assessment) {
	r := s.assessment()
	r.Instrument.Again = &catalogue.Again{OneIn: 1, TooFew: 2, Hold: 7, Ask: 92}
	s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
		first, err = r.Run(ctx, tx)
		return err
	})
	return first
}

func (s subject) pause() casework.PauseClock {
	return casework.PauseClock{Case: s.ID, Version: s.Version, List: s.list("pause-reasons"), Reason: "away", BackOn: "2027-03-01"}
}

// exhibit logs a diary that shows what happened.
func (s subject) exhibit() evidence.Log {
	return evidence.Log{Folder: s.Folder, Kinds: s.list("evidence"), Makers: s.list("evidence-makers"), Kind: "diary", Shows: "A week of nights", Maker: "person",
		GotOn: "2026-11-19", KeptAt: "Locked cabinet"}
}

// logged gives the id of a thing in the log.
func (s subject) logged() (exhibit string) {
	s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
		exhibit, err = s.exhibit().Run(ctx, tx)
		return err
	})
	return exhibit
}

func (s subject) code() catalogue.Entitlements {
	code, _ := s.a.Catalogue.Entitlements(catalogue.VictimsCode)
	return code
}

// due makes something due to the subject, and gives its id.
func (s subject) due() (due string) {
	s.do(s.worker(), does(entitlement.SetStanding{Folder: s.Folder, Code: s.code(), Crime: entitlement.Yes}.Run))
	s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
		due, err = entitlement.Happened{Folder: s.Folder, Code: s.code(), Right: "charge", On: "2026-11-18"}.Run(ctx, tx)
		return err
	})
	return due
}

// chase asks for what is due, and gives the id of the asking.
func (s subject) chase(due string) (chase string) {
	s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
		chase, err = entitlement.Chase{Folder: s.Folder, Due: due}.Run(ctx, tx)
		return err
	})
	return chase
}

func (s subject) alarm() casework.RaiseActNow {
	return casework.RaiseActNow{Folder: s.Folder, Kind: casework.InDanger, What: "He is outside", Told: "999"}
}

func (s subject) list(key string) catalogue.List {
	l, ok := s.a.Catalogue.List(key)
	if !ok {
		s.t.Fatalf("the catalogue has no list %q", key)
	}
	return l
}

func (s subject) needs() casework.RecordNeeds {
	l := s.list("needs")
	return casework.RecordNeeds{Case: s.ID, Service: s.service, Kind: casework.Need, List: l, Codes: []string{l.Codes[0].Key}, On: "2026-11-19"}
}

func (s subject) advocacy() casework.Advocate {
	return casework.Advocate{Case: s.ID, Service: s.service, Forum: casework.CommunityMARAC, On: "2026-11-19", Asked: "A move", Agreed: "To look"}
}

func (s subject) contribution() casework.Contribute {
	return casework.Contribute{Case: s.ID, Service: s.service, Agencies: s.list("agencies-asked"), Agency: "social_care", Kinds: s.list("contributions"),
		Kind: "adult", Agreement: s.list("agreement"), Agreed: casework.WithAgreement, What: "That they live alone", On: "2026-11-19"}
}

func (s subject) proposal() casework.ProposeToPanel {
	return casework.ProposeToPanel{Case: s.ID, Reason: "It goes on every night", Agreement: s.list("agreement"), Agreed: casework.WithAgreement, On: "2026-11-19"}
}

func (s subject) closing() casework.Close {
	return casework.Close{Case: s.ID, Version: s.Version, Service: s.service, Reason: "referred_on"}
}

// judge gives a judgement for the subject's matter to which the police have not answered.
func (s subject) judge() assessment.Judge {
	s.t.Helper()
	in, _ := s.a.Catalogue.Instrument("joint-priority")
	looked, _ := s.a.Catalogue.List("looked-at")
	j := assessment.Judge{Folder: s.Folder, Instrument: in, Grades: assessment.Answers{}, Priority: in.LeastPriority().Key, LookedAt: looked, Sources: []string{"person"}}
	for _, q := range in.Questions {
		j.Grades[q.Key] = "low"
	}
	return j
}

// sign gives the answer to a judgement that waits for it.
func (s subject) sign() assessment.Sign {
	s.t.Helper()
	j := s.judge()
	var made id.Assessment
	s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
		made, err = j.Run(ctx, tx)
		return err
	})
	return assessment.Sign{Folder: s.Folder, Assessment: made, Version: 1, Instrument: j.Instrument,
		Signature: assessment.Signature{How: assessment.InPerson, Officer: "1234", At: s.since, Priority: j.Priority}}
}

// training is training the service gives, on a day.
func (s subject) training(on clock.Date) learning.Plan {
	return learning.Plan{Service: s.service, Audiences: s.list("audiences"), Kind: s.service.Learning[0].Kind, Audience: "police", On: on}
}

// planned gives training that was planned and can be recorded.
func (s subject) planned() (event string) {
	s.do(s.a.As(s.t, access.Supervisor, home), func(ctx context.Context, tx *gate.Tx) (err error) {
		event, err = s.training("2026-11-18").Run(ctx, tx)
		return err
	})
	return event
}

// yearly is a return of the service.
func (s subject) yearly() report.Make {
	return report.Make{Book: s.a.Reports, Report: "barnet-annual", From: "2026-04-01", To: "2027-03-31"}
}
