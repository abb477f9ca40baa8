package identity

import (
	"context"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"goldenthread/internal/errs"
)

// cost is what one hash takes: 19 MiB twice over, about a tenth of a second. A change is picked up
// by each account at its next change of password.
var cost = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashing bounds how many hashes are made at once, for each takes its 19 MiB: a flood of tries
// must not take the memory of those who are working.
var hashing = make(chan struct{}, 4)

// Password lengths, in characters. There is no rule about kinds of characters and no forced change:
// both make passwords worse.
const (
	shortestPassword = 12
	longestPassword  = 200
)

// Secret is a password's hash, ready to be kept. It is made outside the unit of work.
type Secret struct{ hash Hidden }

// HashPassword checks a new password and hashes it, outside any unit of work because it is slow.
// known is what a guesser would try first: the account's email address and name.
//
// Fails with errs.Invalid (field "new-password") when it is too short, too long or too easily
// guessed.
func HashPassword(ctx context.Context, password Hidden, known ...string) (Secret, error) {
	plain := canonicalPassword(password)
	var bad errs.Fields
	switch n := utf8.RuneCountInString(plain); {
	case n < shortestPassword:
		bad.Add("new-password", "Use 12 characters or more: three words that don't belong together are easy to keep in mind")
	case n > longestPassword:
		bad.Add("new-password", "Use at most 200 characters")
	case easilyGuessed(plain, known...):
		bad.Add("new-password", "This would be guessed soon: use three words that don't belong together")
	}
	if err := bad.Err(); err != nil {
		return Secret{}, err
	}
	return hash(ctx, plain)
}

func hash(ctx context.Context, plain string) (Secret, error) {
	if err := enter(ctx); err != nil {
		return Secret{}, err
	}
	defer leave()
	text, err := argon2id.CreateHash(plain, &cost)
	if err != nil {
		return Secret{}, errs.Wrap(errs.Internal, "hashing a password", err)
	}
	return Secret{Hide(text)}, nil
}

// matches compares a password with a hash. With no hash it compares with one nobody knows the
// password of, so that it takes as long for an account that does not exist.
func matches(ctx context.Context, password, secret Hidden) (bool, error) {
	if err := enter(ctx); err != nil {
		return false, err
	}
	defer leave()
	known := !secret.IsEmpty()
	if !known {
		nobodys, err := nobodysHash()
		if err != nil {
			return false, err
		}
		secret = nobodys
	}
	same, err := argon2id.ComparePasswordAndHash(canonicalPassword(password), secret.Reveal())
	if err != nil {
		return false, errs.Wrap(errs.Internal, "comparing a password", err)
	}
	return same && known, nil
}

// nobodysHash is the hash of random text, made once.
var nobodysHash = sync.OnceValues(func() (Hidden, error) {
	random, err := newToken()
	if err != nil {
		return Hidden{}, err
	}
	text, err := argon2id.CreateHash(random.Reveal(), &cost)
	if err != nil {
		return Hidden{}, errs.Wrap(errs.Internal, "hashing a password", err)
	}
	return Hide(text), nil
})

func enter(ctx context.Context) error {
	select {
	case hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return errs.Wrap(errs.Unavailable, "waiting to check a password", ctx.Err())
	}
}

func leave() { <-hashing }

// canonicalPassword makes the same characters the same bytes, however a keyboard composed them.
// Text longer than any password is cut before the work, not after.
func canonicalPassword(password Hidden) string {
	plain := password.Reveal()
	if len(plain) > 4*longestPassword+1 {
		plain = plain[:4*longestPassword+1]
	}
	return norm.NFKC.String(strings.ToValidUTF8(plain, ""))
}
