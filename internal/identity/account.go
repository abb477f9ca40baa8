package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
)

// Status says whether an account may sign in.
type Status string

// The states of an account.
const (
	Active    Status = "active"
	Suspended Status = "suspended"
)

// folderKind is the kind of the folder each account has for what is sealed of its own.
const folderKind = "account"

// The sealed columns. An account is granted its own notes alone, so it can open its drafts; nobody
// is granted the section of the authenticator's secret, so nobody can open that at all.
var (
	totpColumn  = seal.Register("account", "totp_box", access.Identity, seal.Retain(seal.WithAccount))
	draftColumn = seal.Register("draft", "box", access.Notes, seal.Retain(seal.Short))
)

// What can be done with accounts, and who may.
var (
	ActSignIn     = access.Declare("account.sign in", access.Policy{Public: true})
	ActOwn        = access.Declare("account.own", access.Policy{Signed: true})
	ActDraft      = access.Declare("account.draft", access.Policy{Signed: true})
	ActAdd        = access.Declare("account.add", administer)
	ActSuspend    = access.Declare("account.suspend", administer)
	ActMembership = access.Declare("account.membership", administer)
	ActReEnrol    = access.Declare("account.re-enrol", lookAfter)
	ActAccounts   = access.Declare("account.list", lookAfter)
)

var (
	administer = access.Policy{Roles: []access.Role{access.SystemAdministrator}, Systems: []string{"cli"}}
	lookAfter  = access.Policy{Roles: []access.Role{access.Supervisor, access.SystemAdministrator}, Systems: []string{"cli"}}
)

// record is an account as this package works with it.
type record struct {
	id         id.Account
	login      string
	folder     id.Folder
	secret     Hidden // the hash
	mustChange bool
	totp       *seal.Value
	totpStep   int64
	status     Status
	version    int
}

const (
	longestLogin = 254
	longestName  = 120
)

// canonicalLogin gives an email address as accounts keep it.
func canonicalLogin(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

func checkLogin(bad *errs.Fields, login string) {
	local, domain, found := strings.Cut(login, "@")
	wrong := !found || local == "" || !strings.Contains(domain, ".") || strings.ContainsAny(login, " \t\r\n,;<>\"") ||
		strings.Contains(domain, "@") || len(login) > longestLogin
	if wrong {
		bad.Add("email", "Enter a work email address, as in name@example.org")
	}
}

func checkName(bad *errs.Fields, name string) {
	switch {
	case strings.TrimSpace(name) == "":
		bad.Add("name", "Enter the person's name")
	case len(name) > longestName:
		bad.Add("name", "Use at most 120 characters")
	}
}

// initialsOf gives the first letters of the first and the last word of a name: "A. N."
func initialsOf(name string) string {
	words := strings.Fields(name)
	if len(words) > 2 {
		words = []string{words[0], words[len(words)-1]}
	}
	letters := make([]string, 0, len(words))
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		letters = append(letters, string(unicode.ToUpper(first))+".")
	}
	return strings.Join(letters, " ")
}
