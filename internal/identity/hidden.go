package identity

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"

	"goldenthread/internal/id"
)

// Hidden is text that must not be printed: a password, a token, a code. It holds it behind a
// pointer and prints [hidden] in every way, also as an unexported field of a printed struct.
type Hidden struct{ text *string }

const mask = "[hidden]"

// Hide hides s.
func Hide(s string) Hidden { return Hidden{&s} }

// Reveal gives the text itself: to hash it, to set it as a cookie, to print it on paper once.
func (h Hidden) Reveal() string {
	if h.text == nil {
		return ""
	}
	return *h.text
}

// IsEmpty tells whether there is no text.
func (h Hidden) IsEmpty() bool { return h.Reveal() == "" }

// Format prints the mask whatever is asked for.
func (h Hidden) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, mask) }

// String gives the mask.
func (h Hidden) String() string { return mask }

// MarshalText gives the mask, for JSON and forms.
func (h Hidden) MarshalText() ([]byte, error) { return []byte(mask), nil }

// LogValue logs the mask.
func (h Hidden) LogValue() slog.Value { return slog.StringValue(mask) }

// newToken draws 256 random bits, as text fit for a cookie.
func newToken() (Hidden, error) {
	var b [32]byte
	if _, err := io.ReadFull(id.Random, b[:]); err != nil {
		return Hidden{}, fmt.Errorf("drawing a token: %w", err)
	}
	return Hide(base64.RawURLEncoding.EncodeToString(b[:])), nil
}

// hashOf is what is kept of a token. The token has 256 random bits, so a plain hash is enough.
func hashOf(token Hidden) []byte {
	sum := sha256.Sum256([]byte(token.Reveal()))
	return sum[:]
}
