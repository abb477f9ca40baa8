package identity

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// PrintCodes gives the account that is signed in a new sheet of one-time codes; those of the sheet
// before stop working. Anyone signed in may, with a proof of the password. Practice 2.8: not
// everyone has a telephone for an authenticator app.
//
// Records CodesPrinted.
type PrintCodes struct {
	Proof Proof
	Sheet Sheet
}

// CodesPrinted says that an account has a new sheet of codes.
type CodesPrinted struct {
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (CodesPrinted) EventKind() string { return "account.codes printed" }

// Run keeps the new codes.
func (c PrintCodes) Run(ctx context.Context, tx *gate.Tx) (id.Account, error) {
	if err := tx.Authorize(ctx, ActOwn, gate.On{}); err != nil {
		return "", err
	}
	a, err := c.Proof.check(ctx, tx)
	if err != nil {
		return "", err
	}
	if err := keepSheet(ctx, tx, a.id, c.Sheet); err != nil {
		return "", err
	}
	tx.Record(CodesPrinted{Account: a.id})
	return a.id, nil
}

// keepSheet replaces an account's codes with those of a sheet.
func keepSheet(ctx context.Context, tx *gate.Tx, account id.Account, s Sheet) error {
	if _, err := store.Exec(ctx, tx, dropCodesSQL, account); err != nil {
		return err
	}
	rows := make([][]any, 0, len(s.Codes))
	for _, code := range s.Codes {
		rows = append(rows, []any{account, codeKey(tx, account, canonicalCode(code)), tx.Now(), clock.Never, tx.Entry()})
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := store.Exec(ctx, tx, addCodesSQL, store.Rows(rows))
	return err
}
