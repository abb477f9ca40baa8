package identity

import (
	"encoding/base32"
	"fmt"
	"io"
	"strings"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
)

const (
	totpPeriod = 30 // seconds
	totpBytes  = 20 // of a secret: as long as the hash it is used with
	totpSkew   = 1  // steps a telephone's clock may be off, either way
)

var totpForm = hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

// Authenticator is the secret an authenticator app shares with us. It is shown while it is being
// set up and never again.
type Authenticator struct{ Secret Hidden }

// NewAuthenticator draws a secret.
func NewAuthenticator() (Authenticator, error) {
	var b [totpBytes]byte
	if _, err := io.ReadFull(id.Random, b[:]); err != nil {
		return Authenticator{}, errs.Wrap(errs.Internal, "drawing an authenticator's secret", err)
	}
	return Authenticator{Hide(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:]))}, nil
}

// ReadAuthenticator takes back a secret that a form held while it was being set up. One that is
// shorter than those drawn here is refused.
func ReadAuthenticator(secret Hidden) (Authenticator, error) {
	text := strings.ToUpper(strings.ReplaceAll(secret.Reveal(), " ", ""))
	b, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(text)
	if err != nil || len(b) != totpBytes {
		return Authenticator{}, errs.New(errs.Invalid, "start again: the key of the authenticator app was not passed on whole")
	}
	return Authenticator{Hide(text)}, nil
}

// Address is what an app reads from the square code. It names this system and nobody: a telephone
// left lying shows no more.
func (a Authenticator) Address() Hidden {
	return Hide(fmt.Sprintf("otpauth://totp/Golden%%20Thread?secret=%s&issuer=Golden%%20Thread&digits=6&period=%d", a.Secret.Reveal(), totpPeriod))
}

// Spaced is the secret in groups of four, to type by hand.
func (a Authenticator) Spaced() Hidden {
	var groups []string
	for text := a.Secret.Reveal(); text != ""; {
		n := min(4, len(text))
		groups = append(groups, text[:n])
		text = text[n:]
	}
	return Hide(strings.Join(groups, " "))
}

// isTOTP tells whether a canonical code has the form of an authenticator's.
func isTOTP(code string) bool {
	return len(code) == 6 && strings.Trim(code, "0123456789") == ""
}

// stepOf finds the time step a code is right for, among those close to now. Every step is tried
// whether or not one has matched, so that the time taken says nothing. A secret that is not there (its
// key was erased) is right for no code: anybody could work out the codes of "".
func stepOf(secret, code string, now clock.Instant) (int64, bool) {
	if secret == "" {
		return 0, false
	}
	at := now.Time().Unix() / totpPeriod
	step, found := int64(0), false
	for i := at - totpSkew; i <= at+totpSkew; i++ {
		same, err := hotp.ValidateCustom(code, uint64(i), secret, totpForm)
		if err == nil && same {
			step, found = i, true
		}
	}
	return step, found
}
