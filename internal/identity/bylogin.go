package identity

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ByLogin gives the active accounts with some sign-in names, however they are written, by the name as it was asked for. It is a
// part of commands that are told of colleagues by name: they take the decision. At most 500 at a time.
func ByLogin(ctx context.Context, q gate.Reader, logins []string) (map[string]id.Account, error) {
	found := map[string]id.Account{}
	if len(logins) == 0 {
		return found, nil
	}
	asked := make([]string, len(logins))
	for i, l := range logins {
		asked[i] = canonicalLogin(l)
	}
	by := map[string]id.Account{}
	err := store.Each(ctx, q, byLoginSQL, func(scan store.Scan) error {
		var account id.Account
		var login string
		err := scan(&account, &login)
		by[login] = account
		return err
	}, store.List(asked))
	for i, l := range logins {
		if account, ok := by[asked[i]]; ok {
			found[l] = account
		}
	}
	return found, err
}

var byLoginSQL = store.SQL("identity.byLogin", `SELECT id, login FROM account WHERE status = 'active' AND login IN ({{list}})`)
