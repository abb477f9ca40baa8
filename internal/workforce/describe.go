package workforce

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Describe says what somebody who works for a service can do, where and when, and on what footing she
// works (R207, R094). The first time it puts her into the register, with a folder of her own that her
// supervisor and she herself can see. Supervisors of the service may, and those who look after its
// volunteers.
//
// Fails with errs.Invalid, errs.Stale, and errs.NotFound for somebody who does not work for the
// service. Records StaffDescribed.
type Describe struct {
	Service    catalogue.Service
	Lists      Lists
	Account    id.Account
	Version    int // of the record that was looked at; 0: there was none
	Engaged    Engaged
	Gender     Gender
	Supervisor id.Account // who supervises her, when she is new; see [TakeOver]
	Skills     []string
	Languages  []string
	Areas      []string
	Times      []string
}

// Lists are the catalogue's lists that the register goes by.
type Lists struct{ Skills, Languages, Times catalogue.List }

// ListsOf takes them from a catalogue.
func ListsOf(set *catalogue.Set) Lists {
	var l Lists
	l.Skills, _ = set.List("staff-skills")
	l.Languages, _ = set.List("languages")
	l.Times, _ = set.List("staff-times")
	return l
}

// StaffDescribed says that what somebody can do was written down.
type StaffDescribed struct {
	Account id.Account `json:"account"`
	Folder  id.Folder  `json:"folder"`
	Service string     `json:"service"`
	New     bool       `json:"new"`
}

// EventKind names the event.
func (StaffDescribed) EventKind() string { return "staff.described" }

// folderKind is the kind of the folder that holds what is said about one worker.
const folderKind = "staff"

// Run writes it down and gives the folder.
func (d Describe) Run(ctx context.Context, tx *gate.Tx) (id.Folder, error) {
	if err := tx.Authorize(ctx, ActRegister, gate.On{Service: d.Service.Key}); err != nil {
		return "", err
	}
	if err := worksHere(ctx, tx, d.Service.Key, d.Account, workers...); err != nil {
		return "", err
	}
	if err := d.check(ctx, tx); err != nil {
		return "", err
	}
	p, known, err := store.Find(ctx, tx, personSQL, scanPerson, d.Service.Key, d.Account, tx.Now().Date())
	if err != nil {
		return "", err
	}
	if known {
		err = d.change(ctx, tx, p)
	} else {
		p, err = d.enter(ctx, tx)
	}
	if err != nil {
		return "", err
	}
	tx.Record(StaffDescribed{Account: d.Account, Folder: p.Folder, Service: d.Service.Key, New: !known})
	return p.Folder, d.list(ctx, tx, p.ID)
}

func (d Describe) check(ctx context.Context, tx *gate.Tx) error {
	var bad errs.Fields
	if !slices.Contains([]Engaged{Paid, Volunteer, Student}, d.Engaged) {
		bad.Add("engaged", "Say whether it is a paid post, a volunteer or a student")
	}
	if !slices.Contains([]Gender{Unsaid, Woman, Man}, d.Gender) {
		bad.Add("gender", "Choose one of the answers, or leave it open")
	}
	for _, l := range []struct {
		field string
		codes []string
		known func(string) bool
	}{
		{"skills", d.Skills, inList(d.Lists.Skills)}, {"languages", d.Languages, inList(d.Lists.Languages)},
		{"times", d.Times, inList(d.Lists.Times)}, {"areas", d.Areas, d.Service.Serves},
	} {
		if slices.ContainsFunc(l.codes, func(c string) bool { return !l.known(c) }) {
			bad.Add(l.field, "Choose from the list")
		}
	}
	if d.Version == 0 {
		if err := mayBeSupervisor(ctx, tx, &bad, d.Service.Key, d.Account, d.Supervisor); err != nil {
			return err
		}
	}
	return bad.Err()
}

func inList(l catalogue.List) func(string) bool {
	return func(code string) bool {
		_, ok := l.Code(code)
		return ok
	}
}

// mayBeSupervisor notes what is wrong with somebody as another's supervisor.
func mayBeSupervisor(ctx context.Context, tx *gate.Tx, bad *errs.Fields, service string, account, supervisor id.Account) error {
	if supervisor == account {
		bad.Add("supervisor", "Choose someone else: nobody supervises their own work")
		return nil
	}
	err := worksHere(ctx, tx, service, supervisor, ActSupervise.Policy().Roles...)
	if errs.KindOf(err) == errs.NotFound {
		bad.Add("supervisor", "Choose a supervisor of this service")
		return nil
	}
	return err
}

// enter puts her into the register: her folder, which she and her supervisor can see and nobody else.
func (d Describe) enter(ctx context.Context, tx *gate.Tx) (Person, error) {
	if d.Version != 0 {
		return Person{}, changed()
	}
	folder, err := tx.NewFolder(ctx, folderKind, d.Service.Key)
	if err != nil {
		return Person{}, err
	}
	err = tx.Grant(ctx,
		gate.Grant{Folder: folder, Grantee: string(d.Account), Sections: access.Staff, Basis: gate.BasisOwn},
		gate.Grant{Folder: folder, Grantee: string(d.Supervisor), Sections: access.Staff, Basis: gate.BasisSupervision})
	if err != nil {
		return Person{}, err
	}
	today := tx.Now().Date()
	p := Person{ID: tx.NewID(), Account: d.Account, Folder: folder}
	_, err = store.Exec(ctx, tx, addPersonSQL, p.ID, d.Account, d.Service.Key, folder, d.Engaged, d.Gender, d.Supervisor, nextDue(d.Service, today), today, tx.Entry())
	return p, err
}

// nextDue gives when somebody must next have been supervised, after a day.
func nextDue(s catalogue.Service, after clock.Date) clock.Date {
	if s.Staff.Supervision == 0 {
		return ""
	}
	return after.AddDays(7 * s.Staff.Supervision)
}

func (d Describe) change(ctx context.Context, tx *gate.Tx, p Person) error {
	n, err := store.Exec(ctx, tx, describeSQL, p.ID, d.Version, d.Engaged, d.Gender, tx.Entry())
	if err == nil && n == 0 {
		err = changed()
	}
	return err
}

func changed() error {
	return errs.New(errs.Stale, "someone else changed this record since you opened it: look again")
}

// list writes down anew what she can do.
func (d Describe) list(ctx context.Context, tx *gate.Tx, person string) error {
	if _, err := store.Exec(ctx, tx, dropTraitsSQL, person); err != nil {
		return err
	}
	var rows [][]any
	for kind, codes := range map[string][]string{"skill": d.Skills, "language": d.Languages, "area": d.Areas, "time": d.Times} {
		for _, code := range slices.Compact(slices.Sorted(slices.Values(codes))) {
			rows = append(rows, []any{person, kind, code})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := store.Exec(ctx, tx, addTraitsSQL, store.Rows(rows))
	return err
}

// worksHere fails with errs.NotFound unless an account has one of the roles in a service now.
func worksHere(ctx context.Context, v gate.Reader, service string, account id.Account, roles ...access.Role) error {
	_, found, err := store.Find(ctx, v, worksHereSQL, store.Value[int],
		account, service, v.Now(), store.List(roles))
	if err == nil && !found {
		err = gate.NoSuchRecord()
	}
	return err
}

// notOneself refuses what nobody may decide about her own record.
func notOneself(tx *gate.Tx, account id.Account) error {
	if tx.Actor().Account() == account {
		return errs.New(errs.Forbidden, "this is about yourself: somebody else who may has to do it")
	}
	return nil
}

// worksHereSQL is driven by membership_account. A role for every service counts in each.
var worksHereSQL = store.SQL("workforce.worksHere", `
	SELECT 1 FROM gate_v_membership
	WHERE account_id = $1 AND (service = $2 OR service = '') AND since_at <= $3 AND until_at > $3 AND role IN ({{list}})
	LIMIT 1`)

var addPersonSQL = store.SQL("workforce.addPerson", `
	INSERT INTO workforce_person (id, account_id, service, folder_id, engaged, gender, supervisor, held_on, planned_on, due_on, since_on, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', $8, $9, 1, $10)`)

var describeSQL = store.SQL("workforce.describe", `
	UPDATE workforce_person SET engaged = $3, gender = $4, version = version + 1, last_entry = $5 WHERE id = $1 AND version = $2`)

var dropTraitsSQL = store.SQL("workforce.dropTraits", `DELETE FROM workforce_trait WHERE person_id = $1`)

var addTraitsSQL = store.SQL("workforce.addTraits", `INSERT INTO workforce_trait (person_id, kind, code) VALUES {{rows 3}}`)
