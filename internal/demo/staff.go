package demo

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
)

// post is somebody's place in the partnership.
type post string

const (
	worker        post = "case worker" // the one a visitor signs in as
	otherWorker   post = "second case worker"
	barnetWorker  post = "case worker of the Barnet project"
	newWorker     post = "third case worker" // began this month, and can cover for the others
	officer       post = "victim care officer"
	coach         post = "coach"
	otherCoach    post = "second coach"
	mediator      post = "mediator"
	office        post = "administrator"
	supervisor    post = "supervisor"
	safeguarding  post = "safeguarding lead"
	police        post = "police liaison of the north east"
	metropolitan  post = "police liaison for Barnet"
	council       post = "council's ASB team"
	landlord      post = "housing association"
	charity       post = "other charity"
	coordinator   post = "panel coordinator"
	commissioning post = "commissioning officer"
	protection    post = "data protection lead"
	auditor       post = "auditor"
	system        post = "system administrator"
	chair         post = "panel chair"
	ofCouncil     post = "agency contact"
	safetyLead    post = "community safety lead"
	safetyManager post = "community safety manager"
	champion      post = "victims' champion"
	engagement    post = "community engagement officer"
	commissioner  post = "commissioner"
	analyst       post = "analyst"
	supported     post = "person supported"
)

// allServices are the services of the catalogue the demonstration shows.
var allServices = []string{"adt", "asc", "barnet-asb", "harmony", "pilot"}

// partners are the agencies beside the one that runs the services.
var partners = []agency.AddAgency{
	{Key: "north-east-police", Name: "Police liaison, Cleveland and Durham", Kind: "police"},
	{Key: "metropolitan-police", Name: "Police liaison, Barnet", Kind: "police"},
	{Key: "council-asb", Name: "Council ASB team", Kind: "council"},
	{Key: "larkwell-homes", Name: "Larkwell Homes", Kind: "housing"},
	{Key: "thistle-help", Name: "Thistle Help", Kind: "charity"},
	{Key: "surrey-police", Name: "Surrey Police", Kind: "police"},
	{Key: "surrey-councils", Name: "Surrey districts’ ASB officers", Kind: "council"},
	{Key: "heathwell-homes", Name: "Heathwell Homes", Kind: "housing"},
	{Key: "downs-mental-health", Name: "Downs mental health trust", Kind: "health"},
	{Key: "surrey-social-care", Name: "Adult social care, Surrey", Kind: "social care"},
	{Key: "surrey-probation", Name: "Probation, Surrey", Kind: "justice"},
	{Key: "staffordshire-police", Name: "Staffordshire Police", Kind: "police"},
	{Key: "harm-panel", Name: "Community harm panel", Kind: "panel"},
	{Key: "commissioner", Name: "The commissioner's office", Kind: "commissioner"},
}

// home is the agency that runs the services: the one the program makes at its first start.
const home = "partnership"

// member is somebody to be given an account.
type member struct {
	post     post
	name     string
	login    string
	role     access.Role
	agency   string
	services []string // with these she joins the teams that run them; none: the whole agency
}

// roster is everybody, those a visitor is to sign in as before their colleagues. Nobody in it is real.
var roster = []member{
	{worker, "Jo Fielding", "jo.fielding", access.CaseWorker, home, []string{"harmony", "pilot", "barnet-asb"}},
	{officer, "Tom Hartley", "tom.hartley", access.VictimCareOfficer, home, []string{"adt", "pilot"}},
	{coach, "Meera Lal", "meera.lal", access.Coach, home, []string{"asc"}},
	{mediator, "Owen Pryce", "owen.pryce", access.Mediator, home, []string{"harmony"}},
	{office, "Dana Whitlock", "dana.whitlock", access.Administrator, home, allServices},
	{supervisor, "Grace Adeyemi", "grace.adeyemi", access.Supervisor, home, allServices},
	{safeguarding, "Ruth Calder", "ruth.calder", access.SafeguardingLead, home, allServices},
	{police, "Ian Sedgwick", "ian.sedgwick", access.PoliceLiaison, "north-east-police", nil},
	{council, "Farah Aziz", "farah.aziz", access.Referrer, "council-asb", nil},
	{coordinator, "Lena Brandt", "lena.brandt", access.PanelCoordinator, "harm-panel", nil},
	{commissioning, "Miles Overton", "miles.overton", access.CommissioningOfficer, "commissioner", nil},
	{protection, "Nina Castell", "nina.castell", access.DataProtectionLead, home, nil},
	{auditor, "Hugh Pemberly", "hugh.pemberly", access.Auditor, home, nil},
	{system, "Sol Wainright", "sol.wainright", access.SystemAdministrator, home, nil},
	{engagement, "Bea Holloway", "bea.holloway", access.EngagementOfficer, home, allServices},
	{ofCouncil, "Ravi Menon", "ravi.menon", access.AgencyContact, "council-asb", nil},
	{commissioner, "Judith Amberley", "judith.amberley", access.Commissioner, "commissioner", nil},
	{analyst, "Theo Blackmore", "theo.blackmore", access.Analyst, "commissioner", nil},
	{chair, "Walter Inskip", "walter.inskip", access.PanelChair, "harm-panel", nil},
	{safetyLead, "Carys Dunmore", "carys.dunmore", access.CommunitySafetyLead, "council-asb", nil},
	{safetyManager, "Leo Stratton", "leo.stratton", access.CommunitySafetyManager, "council-asb", nil},
	{champion, "Mabel Quaife", "mabel.quaife", access.VictimsChampion, "commissioner", nil},
	{supported, "Robin Vale", "robin.vale", access.PersonSupported, home, nil},
	{otherWorker, "Kit Ransome", "kit.ransome", access.CaseWorker, home, []string{"harmony", "pilot"}},
	{barnetWorker, "Esme Thorne", "esme.thorne", access.CaseWorker, home, []string{"barnet-asb"}},
	{newWorker, "Hana Sorley", "hana.sorley", access.CaseWorker, home, []string{"harmony"}},
	{otherCoach, "Bill Amory", "bill.amory", access.Coach, home, []string{"asc"}},
	{metropolitan, "Asha Verrall", "asha.verrall", access.PoliceLiaison, "metropolitan-police", nil},
	{landlord, "Pat Corrigan", "pat.corrigan", access.Referrer, "larkwell-homes", nil},
	{charity, "Dee Marlow", "dee.marlow", access.Referrer, "thistle-help", nil},
}

// colleague is somebody who has an account and signed in: ctx is the one she acts in.
type colleague struct {
	account id.Account
	role    access.Role
	agency  id.Agency
	ctx     context.Context
}

// hire makes the agencies and the accounts, and signs everybody in.
func (w *world) hire(ctx context.Context) error {
	// One first password for all, told to nobody: a button signs in here, and hashing one is slow, and meant to be.
	handout, err := identity.NewHandout(ctx)
	if err != nil {
		return err
	}
	g, c := w.gateAt(clockFrom.At(9, 0))
	w.agencies, err = gate.Write(ctx, g, "", addPartners)
	if err != nil {
		return err
	}
	w.staff = map[post]colleague{}
	for i, m := range roster {
		c.Set(clockFrom.At(9, 10+i)) // those to sign in as have held their role longest
		account, err := gate.Write(ctx, g, "", func(ctx context.Context, tx *gate.Tx) (id.Account, error) {
			return m.join(ctx, tx, w.agencies[m.agency], handout)
		})
		if err != nil {
			return err
		}
		acting, err := identity.ActAs(ctx, g, w.Mode, identity.DefaultRules(), account)
		if err != nil {
			return err
		}
		w.staff[m.post] = colleague{account: account, role: m.role, agency: w.agencies[m.agency], ctx: gate.InBulk(acting)}
	}
	return nil
}

func addPartners(ctx context.Context, tx *gate.Tx) (map[string]id.Agency, error) {
	known := map[string]id.Agency{}
	own, err := agency.ByKey(ctx, tx, home)
	if err != nil {
		return nil, err
	}
	known[home] = own.ID
	for _, p := range partners {
		if known[p.Key], err = p.Run(ctx, tx); err != nil {
			return nil, err
		}
	}
	return known, nil
}

// join makes the account and its memberships.
func (m member) join(ctx context.Context, tx *gate.Tx, at id.Agency, h identity.Handout) (id.Account, error) {
	account, err := identity.AddAccount{Login: m.login + "@example.org", Name: m.name, Handout: h}.Run(ctx, tx)
	if err != nil {
		return "", err
	}
	if len(m.services) == 0 {
		_, err = identity.AddMembership{Account: account, Role: m.role, Agency: at}.Run(ctx, tx)
		return account, err
	}
	for _, s := range m.services {
		team, err := agency.TeamOf(ctx, tx, s)
		if err != nil {
			return "", err
		}
		add := identity.AddMembership{Account: account, Role: m.role, Agency: at, Team: team.ID, Service: s}
		if _, err := add.Run(ctx, tx); err != nil {
			return "", err
		}
	}
	return account, nil
}

// worksFor tells whether a colleague is a member for a service.
func worksFor(p post, service string) bool {
	i := slices.IndexFunc(roster, func(m member) bool { return m.post == p })
	return i >= 0 && slices.Contains(roster[i].services, service)
}
