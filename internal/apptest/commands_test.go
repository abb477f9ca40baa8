package apptest_test

import (
	"context"
	"net/url"
	"testing"

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
	"goldenthread/internal/notify"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/report"
)

// home is the service in which the commands are tried; away is another, whose staff have no business there.
const home, away = "barnet-asb", "harmony"

// act is a command as one tries it: its result does not matter here.
type act func(ctx context.Context, tx *gate.Tx) error

func does[T any](run func(context.Context, *gate.Tx) (T, error)) act {
	return func(ctx context.Context, tx *gate.Tx) error {
		_, err := run(ctx, tx)
		return err
	}
}

// subject is what a command is tried on: a case of its own, and what tests of some commands need beside.
type subject struct {
	t *testing.T
	a *apptest.App
	apptest.Case
	since   clock.Instant // when it began
	service catalogue.Service
	handout identity.Handout
}

// reach says whom a command must refuse beside nobody and suspended accounts.
type reach int

const (
	ofFolder  reach = iota // whoever has no grant on the folder, or is kept out of it
	ofOffice               // whoever does not have the role
	ofOneself              // nobody else: it is about the account that acts
	ofAnyone               // nobody: it is for people who are not signed in yet
)

// command is one row of the table of commands.
type command struct {
	name   string // as package.Type
	reach  reach
	role   access.Role // who may; empty: whoever has the case
	make   func(s subject) act
	events []string // what it records when it succeeds; nil: in this test it is refused for another reason than access
	part   string   // why it takes no decision of its own; then nothing else is set
}

func commands() []command {
	const (
		worker     = access.Role("")
		supervisor = access.Supervisor
		admin      = access.SystemAdministrator
	)
	return append(workforceCommands(), []command{
		{name: "agency.AddAgency", reach: ofOffice, role: admin, events: []string{"agency.added"}, make: func(s subject) act {
			return does(agency.AddAgency{Key: "another", Name: "Another", Kind: "police"}.Run)
		}},
		{name: "agency.AddTeam", reach: ofOffice, role: admin, events: []string{"agency.team added"}, make: func(s subject) act {
			return does(agency.AddTeam{Agency: s.agency(), Key: "another", Name: "Another"}.Run)
		}},
		{name: "agency.RenameAgency", reach: ofOffice, role: admin, events: []string{"agency.renamed"}, make: func(s subject) act {
			return does(agency.RenameAgency{Agency: s.agency(), Version: 1, Name: "Another name"}.Run)
		}},

		{name: "identity.AddAccount", reach: ofOffice, role: admin, events: []string{"account.added"}, make: func(s subject) act {
			return does(identity.AddAccount{Login: "new@example.org", Name: "New", Handout: s.handout}.Run)
		}},
		{name: "identity.AddMembership", reach: ofOffice, role: admin, events: []string{"account.membership added"}, make: func(s subject) act {
			return does(identity.AddMembership{Account: s.colleague(), Role: access.Supervisor, Agency: s.agency(), Service: home}.Run)
		}},
		{name: "identity.EndMembership", reach: ofOffice, role: admin, events: []string{"account.membership ended"}, make: func(s subject) act {
			return does(identity.EndMembership{Membership: s.membership(s.colleague())}.Run)
		}},
		{name: "identity.Suspend", reach: ofOffice, role: admin, events: []string{"account.suspended"}, make: func(s subject) act {
			return does(identity.Suspend{Account: s.colleague(), Version: 1}.Run)
		}},
		{name: "identity.Reinstate", reach: ofOffice, role: admin, events: []string{"account.reinstated"}, make: func(s subject) act {
			suspended, _ := access.ActorFrom(s.a.Suspended(s.t, home))
			return does(identity.Reinstate{Account: suspended.Account(), Version: 2}.Run)
		}},
		{name: "identity.ReEnrol", reach: ofOffice, role: admin, events: []string{"account.re-enrolled"}, make: func(s subject) act {
			return does(identity.ReEnrol{Account: s.colleague(), Handout: s.handout, NewPassword: true, SeenHer: true}.Run)
		}},
		// A proof of one's password is made outside; without one these go no further than the decision.
		{name: "identity.PrintCodes", reach: ofOneself, make: func(s subject) act { return does(identity.PrintCodes{Sheet: s.handout.Sheet}.Run) }},
		{name: "identity.ChangePassword", reach: ofOneself, make: func(s subject) act { return does(identity.ChangePassword{}.Run) }},
		{name: "identity.EnrolTOTP", reach: ofOneself, make: func(s subject) act { return does(identity.EnrolTOTP{}.Run) }},
		{name: "identity.SaveDraft", reach: ofOneself, events: []string{"account.draft saved"}, make: func(s subject) act {
			return does(identity.SaveDraft{Form: "/cases/x/close", Values: url.Values{"note": {"typed"}}}.Run)
		}},
		{name: "identity.DropDraft", reach: ofOneself, events: []string{"account.draft dropped"}, make: func(s subject) act {
			s.do(s.worker(), does(identity.SaveDraft{Form: "/cases/x/close", Values: url.Values{"note": {"typed"}}}.Run))
			return does(identity.DropDraft{Form: "/cases/x/close"}.Run)
		}},
		{name: "identity.BeginWith", reach: ofOneself, events: []string{"account.service chosen"}, make: func(subject) act {
			return does(identity.BeginWith{Service: home}.Run)
		}},
		{name: "identity.RevokeSession", reach: ofOneself, events: []string{"account.session ended"}, make: func(s subject) act {
			return does(identity.RevokeSession{Session: s.session(s.Worker)}.Run)
		}},
		{name: "identity.SignOut", reach: ofAnyone, events: []string{"account.session ended"}, make: func(s subject) act {
			step, err := identity.DemoSignIn(s.t.Context(), s.a.Gate, identity.Demonstration(), s.a.Rules, s.Worker, "a test")
			if err != nil {
				s.t.Fatal(err)
			}
			return does(identity.SignOut{Token: step.Token}.Run)
		}},

		{name: "person.AskNotToContact", events: []string{"person.asked not to be contacted"}, make: func(s subject) act {
			return does(person.AskNotToContact{Folder: s.Folder, Scope: person.ScopeService}.Run)
		}},
		{name: "person.ContactAgain", role: supervisor, events: []string{"person.contact again"}, make: func(s subject) act {
			s.do(s.worker(), does(person.AskNotToContact{Folder: s.Folder, Scope: person.ScopeService}.Run))
			return does(person.ContactAgain{Folder: s.Folder}.Run)
		}},
		{name: "person.AddContactPoint", events: []string{"person.contact added"}, make: func(s subject) act {
			return does(person.AddContactPoint{Folder: s.Folder, Contact: person.NewContact{Kind: person.Phone, Value: "020 7946 0001"}}.Run)
		}},
		{name: "person.SetSafeRule", events: []string{"person.safe rule set"}, make: func(s subject) act {
			return does(person.SetSafeRule{Folder: s.Folder, Version: 1, Rule: person.SafeRule{State: person.Safe, Words: "After six"}}.Run)
		}},
		{name: "person.SetEase", events: []string{"person.ease set"}, make: func(s subject) act {
			return does(person.SetEase{Folder: s.Folder, Lists: s.a.Catalogue.List, Ease: person.Ease{Interpreter: "farsi", Phone: "shared"}}.Run)
		}},
		{name: "person.SetContactSafety", events: []string{"person.contact safety set"}, make: func(s subject) act {
			c := s.contact()
			return does(person.SetContactSafety{Folder: s.Folder, Contact: c.ID, Version: c.Version, Call: person.No}.Run)
		}},
		{name: "person.SetStory", events: []string{"person.story set"}, make: func(s subject) act {
			return does(person.SetStory{Folder: s.Folder, Version: 1, Story: person.NewStory{Wants: "An apology"}}.Run)
		}},
		{name: "person.RecordDemographics", events: []string{"person.demographics recorded"}, make: func(s subject) act {
			return does(person.RecordDemographics{Folder: s.Folder, Lists: s.a.Catalogue.List, Answers: []person.Answer{{Field: "gender", State: person.PrefersNot}}}.Run)
		}},
		{name: "person.ConfirmLink", events: []string{"person.link decided"}, make: func(s subject) act {
			l := s.link()
			return does(person.ConfirmLink{Link: l.ID, Version: l.Version}.Run)
		}},
		{name: "person.DeclineLink", events: []string{"person.link decided"}, make: func(s subject) act {
			l := s.link()
			return does(person.DeclineLink{Link: l.ID, Version: l.Version}.Run)
		}},
		{name: "person.UndoLink", events: []string{"person.link decided"}, make: func(s subject) act {
			l := s.link()
			s.do(s.worker(), does(person.ConfirmLink{Link: l.ID, Version: l.Version}.Run))
			return does(person.UndoLink{Link: l.ID, Version: l.Version + 1}.Run)
		}},
		{name: "person.SeeBothSides", role: supervisor, events: []string{"person.both sides seen"}, make: func(s subject) act {
			alert := s.bothSides()
			return does(person.SeeBothSides{Alert: alert.ID, Version: alert.Version}.Run)
		}},
		{name: "person.Record", part: "of receiving a referral, which has decided"},
		{name: "person.Mend", part: "of resubmitting a referral, which has decided"},
		{name: "person.Objection", part: "of receiving a referral, which has decided"},

		{name: "assessment.Record", events: []string{"assessment.recorded"}, make: func(s subject) act { return does(s.assessment().Run) }},
		{name: "assessment.HandOver", role: access.Referrer, events: []string{"assessment.received"}, make: func(s subject) act {
			return does(assessment.HandOver{Folder: s.Folder, Given: s.given()}.Run)
		}},
		{name: "assessment.AtTheDoor", part: "of receiving a referral, which has decided"},
		{name: "casework.SaidUnsafe", part: "of receiving a referral or of asking, which have decided"},
		{name: "assessment.WriteDown", events: []string{"assessment.received"}, make: func(s subject) act { return does(s.writtenDown().Run) }},
		{name: "assessment.Override", events: []string{"assessment.overridden"}, make: func(s subject) act {
			instrument := s.instrument()
			var made id.Assessment
			s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
				made, err = s.assessment().Run(ctx, tx)
				return err
			})
			return does(assessment.Override{Folder: s.Folder, Assessment: made, Version: 1, Instrument: instrument,
				Band: instrument.Bands[len(instrument.Bands)-1].Key, Reason: "It is worse than it looks"}.Run)
		}},

		{name: "assessment.TakeAgain", role: supervisor, events: []string{"assessment.again taken"}, make: func(s subject) act {
			return does(assessment.TakeAgain{First: s.drawn()}.Run)
		}},
		{name: "assessment.GiveBack", role: supervisor, events: []string{"assessment.again given back"}, make: func(s subject) act {
			first := s.drawn()
			s.do(s.a.As(s.t, supervisor, home), does(assessment.TakeAgain{First: first}.Run))
			return does(assessment.GiveBack{First: first}.Run)
		}},
		{name: "assessment.ScoreAgain", role: supervisor, events: []string{"assessment.scored again"}, make: func(s subject) act {
			first := s.drawn()
			s.do(s.a.As(s.t, supervisor, home), does(assessment.TakeAgain{First: first}.Run))
			r := s.assessment()
			return does(assessment.ScoreAgain{First: first, Instrument: r.Instrument, Answers: r.Answers}.Run)
		}},
		{name: "assessment.Judge", events: []string{"assessment.judged"}, make: func(s subject) act { return does(s.judge().Run) }},
		{name: "assessment.Sign", events: []string{"assessment.signed"}, make: func(s subject) act { return does(s.sign().Run) }},
		{name: "casework.Ask", events: []string{"assessment.recorded"}, make: func(s subject) act {
			return does(casework.Ask{Case: s.ID, Service: s.service, Record: s.assessment()}.Run)
		}},
		{name: "casework.Override", events: []string{"assessment.overridden", "case.graded"}, make: func(s subject) act {
			instrument := s.instrument()
			var asked casework.Asked
			s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
				asked, err = casework.Ask{Case: s.ID, Service: s.service, Record: s.assessment()}.Run(ctx, tx)
				return err
			})
			return does(casework.Override{Case: s.ID, Service: s.service, Override: assessment.Override{Assessment: asked.Assessment, Version: 1,
				Instrument: instrument, Band: instrument.Bands[len(instrument.Bands)-1].Key, Reason: "It is worse than it looks"}}.Run)
		}},
		{name: "casework.AgreePriority", events: []string{"assessment.judged"}, make: func(s subject) act {
			return does(casework.AgreePriority{Referral: s.Referral, Service: s.service, Judge: s.judge()}.Run)
		}},
		{name: "casework.AgreeMany", events: []string{"assessment.judged", "assessment.signed"}, make: func(s subject) act {
			j := s.judge()
			return does(casework.AgreeMany{Service: s.service, Instrument: j.Instrument, LookedAt: j.LookedAt, Referrals: []id.Referral{s.Referral}}.Run)
		}},
		{name: "casework.AnswerPriority", events: []string{"assessment.signed"}, make: func(s subject) act {
			return does(casework.AnswerPriority{Service: s.service, Sign: s.sign()}.Run)
		}},

		{name: "referral.Receive", reach: ofOffice, role: access.Referrer, events: []string{"referral.came"}, make: func(s subject) act {
			return does(s.a.Referral(s.t, home, s.a.Somebody()).Run)
		}},
		{name: "referral.Decide", events: []string{"referral.decided"}, make: func(s subject) act {
			fresh := s.refer()
			return does(referral.Decide{Service: s.service, Referral: fresh, Version: 1, To: referral.Signposted, PointedTo: "nowhere", Told: "nobody"}.Run)
		}},
		// Barnet's file gives no advice without a case: this goes no further than the decision.
		{name: "referral.GiveAdvice", make: func(s subject) act {
			return does(referral.GiveAdvice{Service: s.service, Referral: s.refer(), Version: 1, Kinds: []string{"advice"}, On: "2026-11-19", PointedTo: "nowhere"}.Run)
		}},
		{name: "referral.DoNotContact", events: []string{"person.asked not to be contacted", "referral.stopped"}, make: func(s subject) act {
			return does(referral.DoNotContact{Referral: s.refer(), Scope: person.ScopeService}.Run)
		}},
		{name: "referral.ContactAgain", role: supervisor, events: []string{"person.contact again", "referral.reopened"}, make: func(s subject) act {
			fresh := s.refer()
			s.do(s.worker(), does(referral.DoNotContact{Referral: fresh, Scope: person.ScopeService}.Run))
			return does(referral.ContactAgain{Referral: fresh, Version: 2}.Run)
		}},
		{name: "referral.RecordBasis", events: []string{"referral.basis recorded"}, make: func(s subject) act {
			return does(referral.RecordBasis{Service: s.service, Referral: s.refer(), Version: 1, Basis: referral.Basis{Kind: catalogue.BasisSelf}}.Run)
		}},
		{name: "referral.Resubmit", events: []string{"referral.mended"}, make: func(s subject) act {
			fresh := s.refer()
			s.do(s.worker(), does(referral.AskReferrer{Referral: fresh, Version: 1, For: "number"}.Run))
			return does(referral.Resubmit{Service: s.service, Referral: fresh, Version: 2, Supported: s.a.Somebody(),
				Basis: referral.Basis{Kind: catalogue.BasisOptOut}, District: "E09000003"}.Run)
		}},
		{name: "referral.GiveNumber", events: []string{"person.contact added", "referral.number given"}, make: func(s subject) act {
			asked := s.refer()
			s.do(s.worker(), does(referral.AskReferrer{Referral: asked, Version: 1, For: "number"}.Run))
			return does(referral.GiveNumber{Service: s.service, Referral: asked, Version: 2, Number: "07700 900123", Call: person.Yes}.Run)
		}},
		{name: "referral.AnswerAsked", events: []string{"referral.answered"}, make: func(s subject) act {
			asked := s.refer()
			s.do(s.worker(), does(referral.AskReferrer{Referral: asked, Version: 1, For: "address"}.Run))
			return does(referral.AnswerAsked{Service: s.service, Referral: asked, Version: 2, Said: "12 Elm Way"}.Run)
		}},
		{name: "referral.ReturnToPolice", events: []string{"referral.stopped"}, make: func(s subject) act {
			return does(referral.ReturnToPolice{Referral: s.refer(), Version: 1}.Run)
		}},
		{name: "referral.SuspendUnsafe", events: []string{"referral.stopped"}, make: func(s subject) act {
			return does(referral.SuspendUnsafe{Referral: s.refer(), Version: 1}.Run)
		}},
		{name: "referral.DivertDomesticAbuse", events: []string{"referral.stopped"}, make: func(s subject) act {
			return does(referral.DivertDomesticAbuse{Referral: s.refer(), Version: 1}.Run)
		}},
		{name: "referral.AskReferrer", events: []string{"referral.stopped"}, make: func(s subject) act {
			return does(referral.AskReferrer{Referral: s.refer(), Version: 1, For: "number"}.Run)
		}},
		{name: "referral.KeepPrivate", events: []string{"referral.privacy"}, make: func(s subject) act {
			return does(referral.KeepPrivate{Referral: s.refer(), Version: 1}.Run)
		}},

		{name: "intake.Accept", events: []string{"case.opened"}, make: func(s subject) act {
			return does(intake.Accept{Service: s.service, Referral: s.refer(), Version: 1, Start: true}.Run)
		}},
		{name: "intake.AgencyReferral", reach: ofOffice, role: access.Referrer, events: []string{"referral.came"}, make: func(s subject) act {
			r := s.a.Referral(s.t, home, s.a.Somebody())
			return does(intake.AgencyReferral{Service: s.service, Catalogue: s.a.Catalogue, Source: r.Source, Person: r.Supported,
				Relationship: person.Neighbour, Why: r.Why, Basis: r.Basis, Facts: catalogue.Facts{Area: catalogue.Known("E09000003")}}.Run)
		}},
		{name: "intake.PhoneCall", reach: ofOffice, events: []string{"referral.came"}, make: func(s subject) act {
			r := s.a.Referral(s.t, home, s.a.Somebody())
			return does(intake.PhoneCall{Service: s.service, Catalogue: s.a.Catalogue, Source: "self", Person: r.Supported,
				Relationship: person.Neighbour, Why: r.Why, Basis: referral.Basis{Kind: catalogue.BasisSelf}, Facts: catalogue.Facts{Area: catalogue.Known("E09000003")}}.Run)
		}},
		{name: "intake.PanelDecision", reach: ofOffice, events: []string{"referral.came"}, make: func(s subject) act {
			r := s.a.Referral(s.t, home, s.a.Somebody())
			return does(intake.PanelDecision{Decision: "support", Proposer: s.agency(), Form: intake.Form{Service: s.service, Catalogue: s.a.Catalogue, Person: r.Supported,
				Relationship: person.Neighbour, Why: r.Why, Basis: referral.Basis{Kind: catalogue.BasisPanelAgreed}, Facts: catalogue.Facts{Area: catalogue.Known("E09000003")}}}.Run)
		}},
		{name: "intake.SelfReferral", reach: ofAnyone, events: []string{"referral.came"}, make: func(s subject) act {
			r := s.a.Referral(s.t, home, s.a.Somebody())
			return does(intake.SelfReferral{Form: intake.Form{Service: s.service, Catalogue: s.a.Catalogue, Person: r.Supported,
				Relationship: person.Neighbour, Why: r.Why, Facts: catalogue.Facts{Area: catalogue.Known("E09000003")}}, Sent: "the form"}.Run)
		}},
		{name: "intake.KeepUnfinished", reach: ofAnyone, events: []string{"intake.unfinished kept"}, make: func(s subject) act {
			return does(intake.KeepUnfinished{Code: "7k3m92qx7k3m92qx", Typed: "told=something"}.Run)
		}},
		{name: "intake.SendWeekly", reach: ofOffice, role: access.Referrer, events: []string{"intake.weekly addressed"}, make: func(s subject) act {
			return does(intake.SendWeekly{Address: "office@example.org"}.Run)
		}},
		{name: "referral.NoteDemand", reach: ofAnyone, events: []string{"referral.demand noted"}, make: func(s subject) act {
			asc, _ := s.a.Catalogue.Service("asc")
			return does(referral.NoteDemand{Service: asc, Catalogue: s.a.Catalogue, Door: catalogue.DoorPhone, Source: "police", District: "E07000217"}.Run)
		}},
		{name: "referral.NoteOutOfHours", reach: ofOffice, events: []string{"referral.out of hours need noted"}, make: func(s subject) act {
			return does(referral.NoteOutOfHours{Service: s.service, Catalogue: s.a.Catalogue, Kind: "danger", Answered: "emergency",
				Arose: s.a.Clock.Now().Date().AddDays(-1).At(22, 0)}.Run)
		}},
		{name: "intake.MendRow", events: []string{"referral.came", "intake.mended"}, make: func(s subject) act {
			header := "Force,Crime reference,Victim number,HO code,Surname,Forename,Postcode,Mobile,Safe to phone,Consent"
			who := s.a.Somebody() // the same file twice would be the same batch
			row := func(reference string) string {
				return "Metropolitan Police," + reference + ",1,8N," + who.Surname + ",Ann,N3 1AA,07700 900777,Y,Informed"
			}
			return does(intake.MendRow{Service: s.service, Catalogue: s.a.Catalogue, Batch: s.file(header + "\n" + row("")), Row: 1, Version: 1,
				Header: header, Text: row("MPS/" + who.Surname)}.Run)
		}},

		{name: "intake.KeepList", reach: ofOffice, role: supervisor, events: []string{"intake.list kept"}, make: func(s subject) act {
			return does(intake.KeepList{Service: s.service, File: []byte("Surname,Opened\nQuill,02/02/2026\n")}.Run)
		}},
		{name: "intake.ListColumns", reach: ofOffice, role: supervisor, events: []string{"intake.list mapped"}, make: func(s subject) act {
			return does(intake.ListColumns{Catalogue: s.a.Catalogue, List: s.listKept(), Version: 1, ListSaid: intake.ListSaid{Columns: map[string]catalogue.Field{"Surname": "surname", "Opened": "opened_on"}}}.Run)
		}},
		{name: "intake.KeepTried", reach: ofOffice, role: supervisor, events: []string{"intake.list tried"}, make: func(s subject) act {
			return does(intake.KeepTried{List: s.listKept(), Version: 1}.Run)
		}},
		{name: "intake.DropList", reach: ofOffice, role: supervisor, events: []string{"intake.list dropped"}, make: func(s subject) act {
			return does(intake.DropList{List: s.listKept()}.Run)
		}},
		{name: "intake.UndoCaseload", reach: ofOffice, role: supervisor, events: []string{"intake.undone"}, make: func(s subject) act {
			return does(intake.UndoCaseload{Batch: s.caseload()}.Run)
		}},

		{name: "casework.OpenCase", events: []string{"case.opened"}, make: func(s subject) act {
			return does(casework.OpenCase{Referral: s.refer(), Service: s.service}.Run)
		}},
		{name: "casework.TakeOver", role: supervisor, events: []string{"case.taken over"}, make: func(s subject) act {
			return does(casework.TakeOver{Referral: s.refer(), Service: s.service, OpenedOn: "2014-01-02"}.Run)
		}},
		{name: "casework.Allocate", role: supervisor, events: []string{"case.allocated"}, make: func(s subject) act {
			s.a.Checked(s.t, s.a.Account(s.t, access.VictimCareOfficer, home), home)
			return does(casework.Allocate{Case: s.ID, Version: s.Version, Service: s.service,
				Worker: s.a.Account(s.t, access.VictimCareOfficer, home), Role: access.VictimCareOfficer}.Run)
		}},
		{name: "casework.Give", role: supervisor, events: []string{"case.allocated"}, make: func(s subject) act {
			s.a.Checked(s.t, s.a.Account(s.t, access.VictimCareOfficer, home), home)
			return does(casework.Give{Allocate: casework.Allocate{Case: s.pickedUp(), Version: 1, Service: s.service,
				Worker: s.a.Account(s.t, access.VictimCareOfficer, home), Role: access.VictimCareOfficer}}.Run)
		}},
		{name: "casework.Wait", role: supervisor, events: []string{"case.waits"}, make: func(s subject) act {
			return does(casework.Wait{Case: s.pickedUp(), Reason: "asked for a later start"}.Run)
		}},
		{name: "casework.Advance", make: func(s subject) act {
			return does(casework.Advance{Case: s.ID, Version: s.Version, Service: s.service, Outcome: "reached"}.Run)
		}},
		{name: "casework.Confirm", events: []string{"case.confirmed"}, make: func(s subject) act {
			return does(casework.Confirm{Case: s.ID, Service: s.service, Records: []string{"who_passed_details"}}.Run)
		}},
		{name: "casework.RecordAttempt", events: []string{"case.contact attempted"}, make: func(s subject) act {
			return does(casework.RecordAttempt{Case: s.ID, Service: s.service, Contact: s.contact().ID, Method: "phone", Outcome: casework.NoAnswer}.Run)
		}},
		{name: "casework.RaiseActNow", events: []string{"act now.raised"}, make: func(s subject) act { return does(s.alarm().Run) }},
		{name: "casework.Acknowledge", role: supervisor, events: []string{"act now.acknowledged"}, make: func(s subject) act {
			var raised string
			s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
				raised, err = s.alarm().Run(ctx, tx)
				return err
			})
			return does(casework.Acknowledge{Folder: s.Folder, ActNow: raised}.Run)
		}},
		{name: "casework.AddNote", events: []string{"case.noted"}, make: func(s subject) act {
			return does(casework.AddNote{Case: s.ID, Text: "Rang the landlord"}.Run)
		}},
		{name: "casework.RecordNeeds", events: []string{"case.needs noted"}, make: func(s subject) act { return does(s.needs().Run) }},
		{name: "casework.MeetNeed", events: []string{"case.need met"}, make: func(s subject) act {
			n := s.needs()
			s.do(s.worker(), does(n.Run))
			return does(casework.MeetNeed{Case: s.ID, Service: s.service, Kind: n.Kind, Code: n.Codes[0]}.Run)
		}},
		{name: "casework.RecordSession", events: []string{"case.session held"}, make: func(s subject) act {
			return does(casework.RecordSession{Case: s.ID, Service: s.service, List: s.list("strands"), Strand: "listening", Minutes: 50, On: "2026-11-19"}.Run)
		}},
		{name: "casework.ReferOnward", events: []string{"case.referred onward"}, make: func(s subject) act {
			list := s.list("onward-services")
			return does(casework.ReferOnward{Case: s.ID, List: list, Code: list.Codes[0].Key, Agreed: true, On: "2026-11-19"}.Run)
		}},
		{name: "casework.Advocate", events: []string{"case.advocated"}, make: func(s subject) act { return does(s.advocacy().Run) }},
		{name: "casework.Contribute", events: []string{"case.contributed"}, make: func(s subject) act { return does(s.contribution().Run) }},
		{name: "casework.PrepareMeeting", events: []string{"case.meeting prepared"}, make: func(s subject) act {
			return does(casework.PrepareMeeting{Case: s.ID, Forum: casework.CommunityMARAC, On: "2026-12-01", Wants: "A move"}.Run)
		}},
		{name: "casework.DecideContact", role: supervisor, events: []string{"case.contact decided", "person.safe rule set", "referral.decided"}, make: func(s subject) act {
			contact := s.contact().ID
			s.do(s.worker(), does(casework.RecordAttempt{Case: s.ID, Service: s.service, Contact: contact, Method: "phone", Outcome: casework.SomeoneElse}.Run))
			return func(ctx context.Context, tx *gate.Tx) error {
				ref, err := referral.Get(ctx, tx, s.Referral)
				if err != nil {
					return err
				}
				_, err = casework.DecideContact{Case: s.ID, Referral: ref.Version, Service: s.service, Seen: 2, GoOn: true, Why: "She rang",
					Rule: person.SafeRule{State: person.Safe, Words: "Mornings"}}.Run(ctx, tx)
				return err
			}
		}},
		{name: "casework.ProposeToPanel", events: []string{"case.proposed to panel"}, make: func(s subject) act { return does(s.proposal().Run) }},
		{name: "casework.AnswerProposal", events: []string{"case.panel answered", "promise.made"}, make: func(s subject) act {
			s.do(s.worker(), does(s.proposal().Run))
			return does(casework.AnswerProposal{Case: s.ID, Service: s.service, Proposal: s.item(casework.ItemProposal), Answer: casework.PanelTakes, On: "2026-11-19",
				Tell: "Tell them"}.Run)
		}},
		{name: "casework.TellHer", events: []string{"case.told her"}, make: func(s subject) act {
			s.do(s.worker(), does(s.advocacy().Run))
			return does(casework.TellHer{Case: s.ID, Kind: casework.ItemAdvocacy, Item: s.item(casework.ItemAdvocacy), On: "2026-11-19"}.Run)
		}},
		{name: "casework.OfferMediation", events: []string{"case.mediation offered"}, make: func(s subject) act {
			return does(casework.OfferMediation{Case: s.ID, Outcome: "offered", On: "2026-11-19"}.Run)
		}},
		{name: "casework.RecordCourt", events: []string{"case.court support"}, make: func(s subject) act {
			return does(casework.RecordCourt{Case: s.ID, Service: s.service, Kind: "hearing", On: "2026-11-19"}.Run)
		}},
		{name: "casework.MakePromise", events: []string{"promise.made"}, make: func(s subject) act {
			return does(casework.MakePromise{Case: s.ID, Service: s.service, What: "Ring her"}.Run)
		}},
		{name: "casework.SettlePromise", events: []string{"promise.settled", "promise.made"}, make: func(s subject) act {
			var made string
			s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
				made, err = casework.MakePromise{Case: s.ID, Service: s.service, What: "Ring her"}.Run(ctx, tx)
				return err
			})
			return does(casework.SettlePromise{Case: s.ID, Service: s.service, Promise: made, Version: 1, Kept: true, Next: "Write to her"}.Run)
		}},
		{name: "casework.Hear", events: []string{"person.story set"}, make: func(s subject) act {
			return does(casework.Hear{Case: s.ID, Version: 1, Story: person.NewStory{Wants: "An apology", Relationship: person.Neighbour}}.Run)
		}},
		{name: "casework.AgreeGoal", events: []string{"case.goal agreed"}, make: func(s subject) act { return does(s.goal().Run) }},
		{name: "casework.MoveGoal", events: []string{"case.goal moved"}, make: func(s subject) act {
			var agreed string
			s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
				agreed, err = s.goal().Run(ctx, tx)
				return err
			})
			return does(casework.MoveGoal{Case: s.ID, Goal: agreed, Version: 1, State: casework.GoalMet}.Run)
		}},
		{name: "casework.ChangeGoal", events: []string{"case.goal changed"}, make: func(s subject) act {
			s.do(s.worker(), does(s.goal().Run))
			return does(casework.ChangeGoal{Case: s.ID, Goal: s.item(casework.ItemGoal), Version: 1, What: "Sleep through the night", With: casework.WithBoth, On: "2026-11-19"}.Run)
		}},
		{name: "casework.PlanAction", events: []string{"case.action planned"}, make: func(s subject) act { return does(s.action().Run) }},
		{name: "casework.ChangeAction", events: []string{"case.action changed"}, make: func(s subject) act {
			s.do(s.worker(), does(s.action().Run))
			return does(casework.ChangeAction{Case: s.ID, Action: s.item(casework.ItemAction), Version: 1, State: casework.ActionDone}.Run)
		}},
		{name: "casework.PlanFollowUp", events: []string{"case.follow-up planned"}, make: func(s subject) act {
			return does(casework.PlanFollowUp{Case: s.ID, Every: 7, Method: catalogue.MethodPhone, On: "2026-11-19"}.Run)
		}},
		{name: "casework.RecordIssue", events: []string{"case.issue told", "case.graded"}, make: func(s subject) act {
			return does(casework.RecordIssue{Case: s.ID, Service: s.service, List: s.list("additional-needs"), Code: "assault", What: "Pushed", ReportedTo: casework.ToNobody, ToldOn: "2026-11-19"}.Run)
		}},
		{name: "casework.SetTie", events: []string{"case.tie set"}, make: func(s subject) act {
			return does(casework.SetTie{Case: s.ID, List: s.list("ties"), Name: "Amina", Relation: "sibling", Part: casework.Supports}.Run)
		}},
		{name: "casework.SetSafety", events: []string{"case.safety set"}, make: func(s subject) act {
			return does(casework.SetSafety{Case: s.ID, List: s.list("safety-items"), Code: "light", State: casework.SafetyAsked, On: "2026-11-19"}.Run)
		}},
		{name: "evidence.Log", events: []string{"evidence.logged"}, make: func(s subject) act { return does(s.exhibit().Run) }},
		{name: "evidence.HandOn", events: []string{"evidence.handed on"}, make: func(s subject) act {
			return does(evidence.HandOn{Folder: s.Folder, Evidence: s.logged(), Hands: s.list("evidence-hands"), Hand: "police", Went: evidence.Copy, On: "2026-11-19"}.Run)
		}},
		{name: "casework.Liaise", events: []string{"case.liaised"}, make: func(s subject) act {
			return does(casework.Liaise{Case: s.ID, Service: s.service, Kind: casework.Update, List: s.list("agencies-asked"), Agency: "police", What: "On Monday", On: "2026-11-19"}.Run)
		}},
		{name: "casework.AdviseOnPowers", events: []string{"case.powers advised"}, make: func(s subject) act {
			return does(casework.AdviseOnPowers{Case: s.ID, List: s.list("asb-powers"), Codes: []string{"closure"}, On: "2026-11-19"}.Run)
		}},
		{name: "casework.HearBack", events: []string{"case.heard back"}, make: func(s subject) act {
			list := s.list("onward-services")
			s.do(s.worker(), does(casework.ReferOnward{Case: s.ID, List: list, Code: list.Codes[0].Key, Agreed: true, On: "2026-11-19"}.Run))
			return does(casework.HearBack{Case: s.ID, Onward: s.item(casework.ItemOnward), Version: 1, Status: casework.OnwardAccepted, On: "2026-11-19"}.Run)
		}},
		{name: "casework.NoteGap", events: []string{"case.gap noted"}, make: func(s subject) act {
			n := s.needs()
			s.do(s.worker(), does(n.Run))
			return does(casework.NoteGap{Case: s.ID, Code: n.Codes[0], On: "2026-11-19"}.Run)
		}},
		{name: "casework.WriteCoachReferral", events: []string{"case.coach referral written"}, make: func(s subject) act {
			return does(casework.WriteCoachReferral{Case: s.ID, Why: "Sleep", Wants: "To sleep", Risks: "None known", Contact: "By phone"}.Run)
		}},
		{name: "casework.CheckAfter", events: []string{"case.checked after closing"}, make: func(s subject) act {
			s.do(s.worker(), does(s.closing().Run))
			return does(casework.CheckAfter{Case: s.ID, Version: s.Version + 1, Service: s.service, Outcome: casework.CheckOutcomes[0]}.Run)
		}},
		{name: "casework.Close", events: []string{"case.closed"}, make: func(s subject) act { return does(s.closing().Run) }},
		{name: "casework.Reopen", role: supervisor, events: []string{"case.reopened"}, make: func(s subject) act {
			s.do(s.worker(), does(s.closing().Run))
			return does(casework.Reopen{Case: s.ID, Version: s.Version + 1, Service: s.service}.Run)
		}},
		{name: "casework.PauseClock", events: []string{"case.clock stopped"}, make: func(s subject) act { return does(s.pause().Run) }},
		{name: "casework.ResumeClock", events: []string{"case.clock runs again"}, make: func(s subject) act {
			s.do(s.worker(), does(s.pause().Run))
			return does(casework.ResumeClock{Case: s.ID, Service: s.service}.Run)
		}},
		{name: "casework.GiveReason", make: func(s subject) act { // nothing is late here
			return does(casework.GiveReason{Case: s.ID, List: s.list("late-reasons"), Reason: "safety"}.Run)
		}},
		{name: "casework.FollowContact", part: "of the outbox: the job alone may"},
		{name: "casework.FollowBand", part: "of the outbox: the job alone may"},
		{name: "casework.DropCheck", part: "of the program's own hours: the worker alone may"},
		{name: "entitlement.SetStanding", events: []string{"entitlement.standing set"}, make: func(s subject) act {
			return does(entitlement.SetStanding{Folder: s.Folder, Code: s.code(), Crime: entitlement.Yes}.Run)
		}},
		{name: "entitlement.Happened", events: []string{"entitlement.became due"}, make: func(s subject) act {
			s.do(s.worker(), does(entitlement.SetStanding{Folder: s.Folder, Code: s.code(), Crime: entitlement.Yes}.Run))
			return does(entitlement.Happened{Folder: s.Folder, Code: s.code(), Right: "charge", On: "2026-11-18"}.Run)
		}},
		{name: "entitlement.Chase", events: []string{"entitlement.chased"}, make: func(s subject) act {
			return does(entitlement.Chase{Folder: s.Folder, Due: s.due()}.Run)
		}},
		{name: "entitlement.Answer", events: []string{"entitlement.chase answered"}, make: func(s subject) act {
			return does(entitlement.Answer{Folder: s.Folder, Chase: s.chase(s.due()), Answer: "By Friday"}.Run)
		}},
		{name: "entitlement.Settle", events: []string{"entitlement.settled"}, make: func(s subject) act {
			return does(entitlement.Settle{Folder: s.Folder, Due: s.due(), Version: 1, State: entitlement.Given, On: "2026-11-19"}.Run)
		}},
		{name: "casework.WriteUp", events: []string{"case.session written up"}, make: func(s subject) act {
			s.do(s.worker(), does(casework.RecordSession{Case: s.ID, Service: s.service, List: s.list("strands"), Strand: "listening", On: "2026-11-19"}.Run))
			return does(casework.WriteUp{Case: s.ID, Session: s.item(casework.ItemSession), Note: "We talked"}.Run)
		}},
		{name: "workforce.Take", part: "of allocating, which has decided"},

		{name: "learning.Plan", reach: ofOffice, role: supervisor, events: []string{"learning.planned"}, make: func(s subject) act {
			return does(s.training("2026-11-25").Run)
		}},
		{name: "learning.RecordAttendance", reach: ofOffice, role: supervisor, events: []string{"learning.attendance recorded"}, make: func(s subject) act {
			return does(learning.RecordAttendance{Event: s.planned(), Version: 1, Service: s.service, People: 12,
				Came: []learning.Came{{Agency: s.agency(), People: 4}}}.Run)
		}},
		{name: "learning.Cancel", reach: ofOffice, role: supervisor, events: []string{"learning.cancelled"}, make: func(s subject) act {
			return does(learning.Cancel{Event: s.planned(), Version: 1}.Run)
		}},

		{name: "report.Open", reach: ofOffice, role: access.CommissioningOfficer, events: []string{"report.figure opened"}, make: func(s subject) act {
			return does(report.Open{Make: s.yearly(),
				Table: "referrals", Row: "total", Column: report.InYear}.Run)
		}},
		{name: "report.Keep", reach: ofOffice, role: access.Supervisor, events: []string{"report.version kept"}, make: func(s subject) act {
			return does(report.Keep{Make: s.yearly()}.Run)
		}},
		{name: "report.MoveVersion", reach: ofOffice, role: access.Supervisor, events: []string{"report.version moved"}, make: func(s subject) act {
			var kept report.Version
			s.do(s.a.As(s.t, access.Supervisor, home), func(ctx context.Context, tx *gate.Tx) (err error) {
				kept, err = report.Keep{Make: s.yearly(), Reason: "More have come since"}.Run(ctx, tx)
				return err
			})
			return does(report.MoveVersion{Make: s.yearly(), Version: kept.ID, To: report.Submitted}.Run)
		}},
		{name: "report.Release", reach: ofOffice, role: access.Commissioner, events: []string{"report.released"}, make: func(s subject) act {
			return does(report.Release{Make: s.yearly()}.Run)
		}},
		{name: "report.Write", reach: ofOffice, role: access.CommissioningOfficer, events: []string{"report.remarked"}, make: func(s subject) act {
			return does(report.Write{Make: s.yearly(), Table: "referrals", Body: "Why so few in the summer?"}.Run)
		}},
		{name: "job.TryAgain", reach: ofOffice, role: admin, events: []string{"job.tried again"}, make: func(s subject) act {
			return does(job.TryAgain{Effect: s.givenUp()}.Run)
		}},
		{name: "casework.LookInto", reach: ofOffice, role: access.Auditor, events: []string{"case.looked into"}, make: func(s subject) act {
			return does(casework.LookInto{Reference: s.Reference}.Run)
		}},
		{name: "job.Leave", reach: ofOffice, role: admin, events: []string{"job.left"}, make: func(s subject) act {
			return does(job.Leave{Effect: s.givenUp(), Why: "by_hand", Reasons: s.list(job.LeftWhy)}.Run)
		}},
		{name: "intake.ForgetLists", part: "of the program's own hours: the worker alone may"},
		{name: "notify.Choose", reach: ofOneself, events: []string{"notify.chosen"}, make: func(subject) act {
			return does(notify.Choose{Choice: notify.Choice{DigestHour: 8, Given: true}}.Run)
		}},
		{name: "notify.Queue", part: "of the program's own minutes: the worker alone may"},
		{name: "notify.Sent", part: "of the outbox: the job alone may"},
		{name: "intake.QueueWeekly", part: "of the program's own minutes: the worker alone may"},
		{name: "intake.WeeklyLeft", part: "of the outbox: the job alone may"},
		{name: "intake.ForgetUnfinished", part: "of the program's own hours: the worker alone may"},
		{name: "setup.Prepare", part: "of the program's own start: the operator's command line alone may"},
	}...)
}
