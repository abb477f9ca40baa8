package identity

import (
	"context"
	"strings"

	"goldenthread/internal/errs"
	"goldenthread/internal/id"
)

// codesPrinted is how many one-time codes a sheet has.
const codesPrinted = 10

// Sheet is ten one-time codes, to be shown or printed once. Only keyed hashes of them are kept.
type Sheet struct{ Codes []Hidden }

// NewSheet draws the codes of a sheet: 40 random bits each, as 7k3m-92qx.
func NewSheet() (Sheet, error) {
	s := Sheet{Codes: make([]Hidden, 0, codesPrinted)}
	for range codesPrinted {
		text, err := id.New(id.Random)
		if err != nil {
			return Sheet{}, errs.Wrap(errs.Internal, "drawing a one-time code", err)
		}
		s.Codes = append(s.Codes, Hide(text[:4]+"-"+text[4:8]))
	}
	return s, nil
}

// canonicalCode reads a code as people type it: case, spaces and hyphens do not matter, and the
// letters O, I and L are taken for the digits they look like.
func canonicalCode(code Hidden) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9' || r >= 'a' && r <= 'z':
			return lookAlike(r)
		case r >= 'A' && r <= 'Z':
			return lookAlike(r + 'a' - 'A')
		}
		return -1
	}, code.Reveal())
}

func lookAlike(r rune) rune {
	switch r {
	case 'o':
		return '0'
	case 'i', 'l':
		return '1'
	}
	return r
}

// Handout is what a person is given on paper to sign in with the first time: a first password,
// which she must change then, and a sheet of codes.
type Handout struct {
	Password Hidden
	Sheet    Sheet
	secret   Secret
}

// NewHandout draws a first password and a sheet of codes, and hashes the password. It is slow and
// stands outside the unit of work.
func NewHandout(ctx context.Context) (Handout, error) {
	text, err := id.New(id.Random)
	if err != nil {
		return Handout{}, errs.Wrap(errs.Internal, "drawing a first password", err)
	}
	sheet, err := NewSheet()
	if err != nil {
		return Handout{}, err
	}
	password := strings.Join([]string{text[:4], text[4:8], text[8:12], text[12:]}, "-")
	secret, err := hash(ctx, password)
	if err != nil {
		return Handout{}, err
	}
	return Handout{Password: Hide(password), Sheet: sheet, secret: secret}, nil
}
