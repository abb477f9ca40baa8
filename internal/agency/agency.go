package agency

import (
	"regexp"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
)

// Agency is a member of the partnership.
type Agency struct {
	ID       id.Agency
	Key      string
	Name     string
	Kind     string // a code: "council", "police", "housing"
	District string // code of the district it works for; empty: the whole area
	Version  int
}

// Team is a team of an agency.
type Team struct {
	ID      id.Team
	Agency  id.Agency
	Key     string
	Name    string
	Service string // key of the service it runs; empty: none
}

// What can be done with the partnership, and who may.
var (
	ActAddAgency = access.Declare("agency.add", manage)
	ActRename    = access.Declare("agency.rename", manage)
	ActAddTeam   = access.Declare("agency.add team", manage)
	ActList      = access.Declare("agency.list", access.Policy{Signed: true, Systems: []string{"cli", "job"}})
)

var manage = access.Policy{Roles: []access.Role{access.SystemAdministrator}, Systems: []string{"cli"}}

const longestName = 120

var (
	keyForm  = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	codeForm = regexp.MustCompile(`^[a-z][a-z_ -]{1,39}$`)
	areaForm = regexp.MustCompile(`^[A-Z][0-9]{8}$`)
)

// checkKey notes a key that could not be written in a file or an address.
func checkKey(bad *errs.Fields, name, key string) {
	if len(key) < 2 || len(key) > 40 || !keyForm.MatchString(key) {
		bad.Add(name, "Use 2 to 40 small letters, digits and single hyphens, as in barnet-homes")
	}
}

func checkName(bad *errs.Fields, name string) {
	switch {
	case strings.TrimSpace(name) == "":
		bad.Add("name", "Enter a name")
	case len(name) > longestName:
		bad.Add("name", "Use at most 120 characters")
	}
}
