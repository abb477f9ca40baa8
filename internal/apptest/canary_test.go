package apptest_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/entitlement"
	"goldenthread/internal/evidence"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/sheet"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"

	"goldenthread/internal/assessment"
)

// canary gives a word that stands nowhere unless somebody put it there.
func canary(n int) string { return fmt.Sprintf("Zwkanari%c%cvogelq", 'a'+rune(n/26), 'a'+rune(n%26)) }

// canaries are the words, by what may be shown to whom.
var canaries = map[string]access.Section{}

// sing gives the canary of something that belongs to a section.
func sing(s access.Section) string {
	word := canary(len(canaries))
	canaries[word] = s
	return word
}

// elsewhereTried are sealed columns that need what this test has no way to: their own package looks there.
var elsewhereTried = map[string]string{
	"account.totp_box": "needs an authenticator app",
}

// TestCanaries plants a word of its own in every sealed column, through the commands by which people fill
// them, and looks for it where it must not be: the database's files, the log, errors, and the pages of
// everybody who may not see it.
func TestCanaries(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	c := plant(t, a)
	errors := provoke(t, a, c)
	mustBePlanted(t, a)
	for word := range canaries {
		for _, e := range errors {
			if strings.Contains(e, word) {
				t.Errorf("an error says %s: %s", word, e)
			}
		}
	}
	pages(t, a, c)
	for word, where := range inFiles(t, a.Config.Data) {
		t.Errorf("%s stands in clear in %s", word, where)
	}
	for word := range canaries {
		if strings.Contains(a.Logs.String(), word) {
			t.Errorf("%s stands in the log", word)
		}
	}
}

// plant fills every sealed column.
func plant(t *testing.T, a *apptest.App) apptest.Case {
	who := person.New{
		Forename: sing(access.Identity), Surname: sing(access.Identity), Born: "1931-02-03",
		Contacts: []person.NewContact{
			{Kind: person.Mobile, Value: "07700 900123", Call: person.Yes},
			{Kind: person.Email, Value: sing(access.Contact) + "@example.org"},
			{Kind: person.Address, Value: "7 " + sing(access.Contact) + " Street"},
		},
		Safe: person.SafeRule{State: person.Safe, Words: sing(access.Contact), Say: sing(access.Contact), AskedOn: "2026-11-18"},
		Told: person.NewStory{Wants: sing(access.Story), Words: sing(access.Story), Relationship: person.Neighbour},
	}
	other := person.New{
		Forename: sing(access.OtherParty), Surname: sing(access.OtherParty), Born: "1932-03-04",
		Contacts: []person.NewContact{
			{Kind: person.Phone, Value: "020 7946 0123"}, {Kind: person.Email, Value: sing(access.OtherParty) + "@example.org"},
			{Kind: person.Address, Value: "9 " + sing(access.OtherParty) + " Street", Postcode: "N1 1AA"},
		},
	}
	r := a.Referral(t, home, who)
	r.Others, r.CrimeRef, r.IncidentRef, r.Why = []person.New{other}, sing(access.Identity), sing(access.Identity), sing(access.Story)
	r.Basis.Reason = sing(access.Identity)
	taken := a.Take(t, r)
	s := subject{t: t, a: a, service: a.Service(t, home), Case: apptest.Case{Reference: taken.Reference, Referral: taken.Referral,
		Folder: taken.Folder, Person: taken.Person, Service: home, Worker: a.Account(t, apptest.Holder(home), home)}}
	supervisor := a.As(t, access.Supervisor, home)
	for _, do := range []act{
		does(referral.AskReferrer{Referral: s.Referral, Version: 1, For: "address"}.Run),
		does(referral.AnswerAsked{Service: s.service, Referral: s.Referral, Version: 2, Said: sing(access.Contact)}.Run),
		does(referral.Decide{Service: s.service, Referral: s.Referral, Version: 3, To: referral.Accepted, PutIn: true}.Run),
	} {
		s.do(supervisor, do)
	}
	s.do(supervisor, func(ctx context.Context, tx *gate.Tx) (err error) {
		s.ID, err = casework.OpenCase{Referral: s.Referral, Service: s.service}.Run(ctx, tx)
		return err
	})
	a.Checked(t, s.Worker, home)
	s.do(supervisor, func(ctx context.Context, tx *gate.Tx) error {
		now, err := casework.Allocate{Case: s.ID, Version: 1, Service: s.service, Worker: s.Worker, Role: apptest.Holder(home)}.Run(ctx, tx)
		s.Version = now.Version
		return err
	})
	work(s)
	plantJoint(s)
	plantStaff(s)
	police(t, a)
	handIn(s)
	return s.Case
}

// work fills what working on a case fills.
func work(s subject) {
	var assessed id.Assessment
	s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) (err error) {
		assessed, err = s.assessment().Run(ctx, tx)
		return err
	})
	elsewhere(s)
	bands := s.instrument().Bands
	onward, strands := s.list("onward-services"), s.list("strands")
	for _, do := range []act{
		does(assessment.Override{Folder: s.Folder, Assessment: assessed, Version: 1, Instrument: s.instrument(),
			Band: bands[len(bands)-1].Key, Reason: sing(access.Risk)}.Run),
		does(casework.AddNote{Case: s.ID, Text: sing(access.Notes)}.Run),
		does(casework.RecordCourt{Case: s.ID, Service: s.service, Kind: "hearing", On: "2026-11-19", Note: sing(access.Plan)}.Run),
		does(casework.RecordAttempt{Case: s.ID, Service: s.service, Contact: s.contact().ID, Method: "phone", Outcome: casework.ReachedHer, Note: sing(access.Notes)}.Run),
		does(casework.RecordSession{Case: s.ID, Service: s.service, List: strands, Strand: "listening", Minutes: 50, On: "2026-11-19", Note: sing(access.Notes)}.Run),
		does(casework.ReferOnward{Case: s.ID, List: onward, Code: onward.Codes[0].Key, Agreed: true, On: "2026-11-19", What: sing(access.Needs)}.Run),
		does(casework.AgreeGoal{Case: s.ID, What: sing(access.Plan), On: "2026-11-19"}.Run),
		does(casework.Advocate{Case: s.ID, Service: s.service, Forum: casework.CommunityMARAC, On: "2026-11-19", Asked: sing(access.Plan), Agreed: sing(access.Plan)}.Run),
		does(identity.SaveDraft{Form: "/cases/" + string(s.Reference) + "/note", Values: url.Values{"text": {sing(access.Notes)}}}.Run),
		does(s.closing().Run),
		does(casework.CheckAfter{Case: s.ID, Version: s.Version + 1, Service: s.service, Outcome: casework.CheckOutcomes[0], How: sing(access.Notes)}.Run),
		does(casework.Reopen{Case: s.ID, Version: s.Version + 2, Service: s.service}.Run),
		does(casework.RaiseActNow{Folder: s.Folder, Kind: casework.InDanger, What: sing(access.Existence), Told: sing(access.Existence)}.Run),
		does(casework.MakePromise{Case: s.ID, Service: s.service, What: sing(access.Plan)}.Run),
	} {
		s.do(s.worker(), do)
	}
	replan(s)
	owedAndLate(s)
}

// elsewhere fills what another body made, why it was asked again all the same, and what was passed on for theirs.
func elsewhere(s subject) {
	s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) error {
		from, err := s.writtenDown().Run(ctx, tx)
		if err != nil {
			return err
		}
		r := s.assessment()
		r.Reuse = assessment.Reuse{Received: from, Again: map[string]string{r.Instrument.Questions[0].Key: sing(access.Risk)}}
		_, err = r.Run(ctx, tx)
		return err
	})
	passed := s.contribution()
	passed.Agreed, passed.What, passed.Why = "refused", sing(access.Plan), sing(access.Plan)
	s.do(s.worker(), does(passed.Run))
}

// owedAndLate fills what is owed to the person, a clock that stands and a late step.
func owedAndLate(s subject) {
	due := s.due()
	s.do(s.worker(), func(ctx context.Context, tx *gate.Tx) error {
		asked, err := entitlement.Chase{Folder: s.Folder, Due: due, Asked: sing(access.Plan)}.Run(ctx, tx)
		if err != nil {
			return err
		}
		_, err = entitlement.Answer{Folder: s.Folder, Chase: asked, Answer: sing(access.Plan)}.Run(ctx, tx)
		return err
	})
	s.do(s.worker(), does(entitlement.Settle{Folder: s.Folder, Due: due, Version: 1, State: entitlement.GoodReason, On: "2026-11-19", Why: sing(access.Plan)}.Run))
	pause := s.pause()
	pause.Version, pause.Note = s.Version+3, sing(access.Plan)
	s.do(s.worker(), does(pause.Run))
	s.do(s.worker(), does(casework.ResumeClock{Case: s.ID, Service: s.service}.Run))
	s.a.Clock.Advance(30 * 24 * time.Hour) // until the stage is late
	s.do(s.worker(), does(casework.GiveReason{Case: s.ID, List: s.list("late-reasons"), Reason: "safety", Note: sing(access.Plan)}.Run))
	s.a.Clock.Set(apptest.Start)
}

// replan fills what else stands on a case, and changes the plan, so that what was agreed before is kept.
func replan(s subject) {
	for _, do := range []act{
		does(casework.RecordIssue{Case: s.ID, Service: s.service, List: s.list("additional-needs"), Code: "assault", What: sing(access.Story), Number: sing(access.Identity), ReportedTo: casework.ToPolice, ToldOn: "2026-11-19"}.Run),
		does(casework.SetTie{Case: s.ID, List: s.list("ties"), Name: sing(access.Needs), Relation: "friend", Part: casework.Supports, Need: sing(access.Needs)}.Run),
		does(casework.SetSafety{Case: s.ID, List: s.list("safety-items"), Code: "light", State: casework.SafetyAsked, Who: sing(access.Plan), On: "2026-11-19"}.Run),
		s.planted(),
		does(casework.Liaise{Case: s.ID, Service: s.service, Kind: casework.Update, List: s.list("agencies-asked"), Agency: "police", What: sing(access.Plan), On: "2026-11-19"}.Run),
		does(casework.AdviseOnPowers{Case: s.ID, List: s.list("asb-powers"), Codes: []string{"closure"}, Note: sing(access.Needs), On: "2026-11-19"}.Run),
		does(casework.WriteCoachReferral{Case: s.ID, Why: sing(access.Plan), Wants: sing(access.Plan), Risks: sing(access.Plan), Contact: sing(access.Plan)}.Run),
		does(casework.HearBack{Case: s.ID, Onward: s.item(casework.ItemOnward), Version: 1, Status: casework.OnwardChased, Words: sing(access.Needs), On: "2026-11-19"}.Run),
	} {
		s.do(s.worker(), do)
	}
	proposal := s.proposal()
	proposal.Reason, proposal.Agreed, proposal.Why = sing(access.Plan), "refused", sing(access.Plan)
	s.do(s.worker(), does(proposal.Run))
	s.do(s.worker(), does(casework.AnswerProposal{Case: s.ID, Service: s.service, Proposal: s.item(casework.ItemProposal), Answer: casework.PanelNot,
		Said: sing(access.Plan), On: "2026-11-19"}.Run))
	s.do(s.worker(), does(casework.PrepareMeeting{Case: s.ID, Forum: casework.CommunityMARAC, On: "2026-12-01", Wants: sing(access.Plan)}.Run))
	step := casework.Step{What: sing(access.Plan), Owner: casework.AgencyDoes, Agency: sing(access.Plan), Due: "2026-12-04"}
	s.do(s.worker(), does(casework.PlanAction{Case: s.ID, Step: step}.Run))
	s.do(s.worker(), does(casework.ChangeAction{Case: s.ID, Action: s.item(casework.ItemAction), Version: 1, State: casework.ActionDone}.Run))
}

// planted logs evidence with a picture into which a camera wrote, and hands it on.
func (s subject) planted() act {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		s.t.Fatal(err)
	}
	file.WriteString(sing(access.Evidence))
	picture, err := evidence.ReadPicture(file.Bytes())
	if err != nil {
		s.t.Fatal(err)
	}
	return func(ctx context.Context, tx *gate.Tx) error {
		l := s.exhibit()
		l.Shows, l.GotFrom, l.KeptAt, l.Picture = sing(access.Evidence), sing(access.Evidence), sing(access.Evidence), picture
		row, err := l.Run(ctx, tx)
		if err != nil {
			return err
		}
		_, err = evidence.HandOn{Folder: s.Folder, Evidence: row, Hands: s.list("evidence-hands"), Hand: "police", Went: evidence.Itself, Words: sing(access.Evidence), On: "2026-11-19"}.Run(ctx, tx)
		return err
	}
}

// plantJoint fills a priority judged with the police, who see one dimension otherwise.
func plantJoint(s subject) {
	j := s.judge()
	dimension := j.Instrument.Questions[0].Key
	j.Why = map[string]string{dimension: sing(access.Risk)}
	j.Signed = &assessment.Signature{How: assessment.InPerson, Officer: sing(access.Risk), At: s.a.Clock.Now(), Priority: j.Priority,
		Grades: assessment.Answers{dimension: "high"}, Why: map[string]string{dimension: sing(access.Risk)}}
	s.do(s.worker(), does(j.Run))
}

// police takes in a file with a row that can't be used, which is kept as it came, to be mended.
func police(t *testing.T, a *apptest.App) {
	t.Helper()
	const pilot = "pilot"
	header := "Force,Unit,Crime reference,Victim number,HO code,Offence date,Surname,Forename,Postcode,Mobile,Safe to phone,Consent,MO," + sing(access.Identity)
	row := func(surname, reference string) string {
		return strings.Join([]string{"Durham Constabulary", "Neighbourhood", reference, "1", "8N", "18/11/2026", surname, sing(access.Identity),
			"DL1 5QU", "07700 900321", "Y", "Informed", sing(access.Story), sing(access.Identity)}, ",")
	}
	file := strings.Join([]string{header, row(sing(access.Identity), sing(access.Identity)), row(sing(access.Identity), "")}, "\n") + "\n"
	result, err := intake.Police{Service: a.Service(t, pilot), Catalogue: a.Catalogue, File: strings.NewReader(file)}.Import(a.System(t, "cli"), a.Gate)
	if err != nil {
		t.Fatal(err)
	}
	if result.Rows != 2 || result.NotUsable != 1 {
		t.Fatalf("the file came to %+v", result)
	}
}

// handIn keeps a list of cases that somebody hands in, what she says its columns are, and what came of trying it out.
func handIn(s subject) {
	column := sing(access.Identity)
	file := column + ",Name\n1," + sing(access.Identity) + "\n"
	columns := sheet.Corrections{column: catalogue.FieldSource, "Name": catalogue.FieldFullName}
	supervisor := s.a.As(s.t, access.Supervisor, home)
	var list id.List
	s.do(supervisor, func(ctx context.Context, tx *gate.Tx) (err error) {
		if list, err = (intake.KeepList{Service: s.service, File: []byte(file)}).Run(ctx, tx); err != nil {
			return err
		}
		_, err = intake.ListColumns{Catalogue: s.a.Catalogue, List: list, Version: 1, ListSaid: intake.ListSaid{Columns: columns}}.Run(ctx, tx)
		return err
	})
	tried, err := intake.Caseload{Service: s.service, Catalogue: s.a.Catalogue, ListSaid: intake.ListSaid{Columns: columns}, File: []byte(file), List: list}.Try(supervisor, s.a.Gate)
	if err != nil || tried.Rows != 1 {
		s.t.Fatalf("trying the list out: %d rows, %v", tried.Rows, err)
	}
	s.do(supervisor, does(intake.KeepTried{List: list, Version: 2, Tried: tried}.Run))
}

// provoke gives the errors of people who make mistakes with what they type.
func provoke(t *testing.T, a *apptest.App, c apptest.Case) (errors []string) {
	s := subject{t: t, a: a, Case: c, service: a.Service(t, home)}
	word := canary(0)
	bad := a.Referral(t, home, person.New{Forename: strings.Repeat(word, 20), Surname: word, Born: "1931-02-31",
		Contacts: []person.NewContact{{Kind: person.Phone, Value: word}, {Kind: person.Email, Value: word}, {Kind: person.Address, Postcode: word}}})
	bad.Basis.By, bad.Basis.Kind = word, "nonsense"
	for _, do := range []act{
		does(bad.Run),
		does(person.AddContactPoint{Folder: c.Folder, Contact: person.NewContact{Kind: person.Phone, Value: word}}.Run),
		does(person.SetStory{Folder: c.Folder, Version: 99, Story: person.NewStory{Wants: word}}.Run),
		does(referral.Decide{Service: s.service, Referral: c.Referral, Version: 1, To: referral.Signposted, PointedTo: word, Told: word}.Run),
		does(casework.RecordNeeds{Case: c.ID, Kind: casework.Need, List: s.list("needs"), Codes: []string{word}}.Run),
		does(casework.Close{Case: c.ID, Version: 99, Service: s.service, Reason: word}.Run),
		does(identity.AddAccount{Login: word, Name: word}.Run),
	} {
		for _, ctx := range []context.Context{s.worker(), a.Stranger(t, access.CaseWorker, home), a.As(t, access.SystemAdministrator, home)} {
			if _, err := s.try(ctx, do); err != nil {
				errors = append(errors, err.Error())
			}
		}
	}
	if len(errors) < 15 {
		t.Errorf("only %d mistakes were refused: %v", len(errors), errors)
	}
	return errors
}

// mustBePlanted fails for each sealed column that is empty everywhere: what is not planted is not looked for.
func mustBePlanted(t *testing.T, a *apptest.App) {
	t.Helper()
	for i, col := range seal.Columns() {
		if strings.HasPrefix(col.Table(), "killed") || elsewhereTried[col.Name()] != "" {
			continue
		}
		count := store.SQL(fmt.Sprintf("canary.full%d", i), "SELECT count(*) FROM "+col.Table()+" WHERE "+col.Column()+" IS NOT NULL")
		err := a.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			n, err := store.One(ctx, s, count, store.Value[int])
			if err == nil && n == 0 {
				t.Errorf("nothing is in the sealed column %s: plant a canary there", col.Name())
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", col.Name(), err)
		}
	}
}

// pages asks for every page as everybody, and looks for what they may not see.
func pages(t *testing.T, a *apptest.App, c apptest.Case) {
	t.Helper()
	server := a.Server(t)
	shown := 0
	look := func(who string, by *apptest.Client, may access.Section) {
		for _, r := range server.Routes() {
			if r.Method != http.MethodGet {
				continue
			}
			body := by.Get(t, path(r.Pattern, of(c))).Body
			for word, section := range canaries {
				switch {
				case !strings.Contains(body, word):
				case may.Has(section):
					shown++
				default:
					t.Errorf("%s is shown %s, of %s, on %s", who, word, section, r.Pattern)
				}
			}
		}
	}
	look("nobody", server.Anonymous(), access.None)
	for _, role := range access.Roles() {
		look("a stranger who is "+string(role), server.Stranger(t, role, home), access.None)
		look(string(role)+" of another service", server.Client(t, role, away), access.None)
		look(string(role), server.Client(t, role, home), access.Ceiling(role))
	}
	if shown == 0 && slices.ContainsFunc(server.Routes(), isFolderBound) {
		t.Error("nobody at all is shown anything: the pages were not looked at")
	}
}

// inFiles gives the canaries that stand in clear in any file of a folder, with the file.
func inFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	looked := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		looked += len(content)
		content = bytes.ToLower(content)
		for word := range canaries {
			if bytes.Contains(content, []byte(strings.ToLower(word))) {
				found[word] = filepath.Base(path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if looked < 1<<20 {
		t.Errorf("the folder has only %d bytes: was the database there?", looked)
	}
	return found
}
