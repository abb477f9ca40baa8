package identity

import (
	"context"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// AddAccount makes an account for a member of staff, who is handed its first password and its codes
// on paper and chooses a password when she first signs in. The system administrator and the
// operator's command line may. It has no role until [AddMembership].
//
// Fails with errs.Invalid (fields "email", "name") and errs.Conflict when the address has an
// account. Records AccountAdded.
type AddAccount struct {
	Login   string
	Name    string
	Handout Handout // made outside the unit of work by [NewHandout]
}

// AccountAdded says that there is a new account.
type AccountAdded struct {
	Account id.Account `json:"account"`
	Folder  id.Folder  `json:"folder"`
}

// EventKind names the event.
func (AccountAdded) EventKind() string { return "account.added" }

// Run adds the account and gives its id.
func (c AddAccount) Run(ctx context.Context, tx *gate.Tx) (id.Account, error) {
	if err := tx.Authorize(ctx, ActAdd, gate.On{}); err != nil {
		return "", err
	}
	login, name := canonicalLogin(c.Login), strings.Join(strings.Fields(c.Name), " ")
	var bad errs.Fields
	checkLogin(&bad, login)
	checkName(&bad, name)
	if err := bad.Err(); err != nil {
		return "", err
	}
	if c.Handout.secret.hash.IsEmpty() {
		return "", errs.New(errs.Internal, "an account without a first password")
	}
	_, taken, err := store.Find(ctx, tx, accountByLoginSQL, scanRecord, login)
	if err != nil {
		return "", err
	}
	if taken {
		return "", errs.New(errs.Conflict, "there is an account with that email address already")
	}
	account := id.Account(tx.NewID())
	folder, err := tx.NewFolder(ctx, folderKind, "")
	if err != nil {
		return "", err
	}
	own := gate.Grant{Folder: folder, Grantee: string(account), Sections: access.Existence | draftColumn.Section(), Basis: gate.BasisOwn}
	if err := tx.Grant(ctx, own); err != nil {
		return "", err
	}
	_, err = store.Exec(ctx, tx, addAccountSQL, account, login, name, initialsOf(name), folder,
		c.Handout.secret.hash.Reveal(), true, Active, tx.Now(), tx.Entry())
	if err != nil {
		return "", err
	}
	if err := keepSheet(ctx, tx, account, c.Handout.Sheet); err != nil {
		return "", err
	}
	tx.Record(AccountAdded{Account: account, Folder: folder})
	return account, nil
}

// notOneself refuses what nobody may do to her own account.
func notOneself(tx *gate.Tx, account id.Account) error {
	if tx.Actor().Kind() == access.KindPerson && tx.Actor().Account() == account {
		return errs.New(errs.Forbidden, "you can't do this to your own account: ask someone else who may")
	}
	return nil
}
