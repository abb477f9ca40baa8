package identity_test

import (
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/identity"
)

// Somebody guesses at two names, of which one is an account. Every answer is the same for both, and
// the person herself, at her own browser, still gets in at once.
func TestGuessingIsSlowedAndTellsNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "real@example.org", "R R", access.CaseWorker)
		guess := func(login, address string) string {
			_, err := identity.SignIn(t.Context(), h.Gate, h.rules, identity.Attempt{Login: login, Password: identity.Hide("guess"), Address: address})
			if errs.KindOf(err) != errs.Invalid {
				t.Fatalf("guessing: %v", err)
			}
			return err.Error()
		}
		waits := 0
		for range 30 {
			real, none := guess("real@example.org", "192.0.2.9"), guess("none@example.org", "192.0.2.9")
			if real != none {
				t.Fatalf("the answers differ: %q, %q", real, none)
			}
			if strings.Contains(real, "Wait") {
				waits++
			}
			h.Clock.Advance(time.Second)
		}
		if waits < 15 {
			t.Errorf("of 30 guesses in 30 seconds %d were put off, want most", waits)
		}
		h.in(t, p) // her own browser is known

		p.known = identity.Hidden{}
		step, err := identity.SignIn(t.Context(), h.Gate, h.rules, p.attempt(p.password))
		if err != nil || step.Next != identity.NeedsCode {
			t.Errorf("from another address and a new browser: %v", err)
		}
	})
}

// Guesses from many addresses at one name are held back, never refused: otherwise anybody could keep
// a person out.
func TestNobodyIsKeptOut(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "real@example.org", "R R", access.CaseWorker)
		p.known = identity.Hidden{}
		for i := range 40 {
			address := "192.0.2." + string(rune('a'+i%26)) + string(rune('a'+i/26))
			_, err := identity.SignIn(t.Context(), h.Gate, h.rules, identity.Attempt{Login: p.login, Password: identity.Hide("guess"), Address: address})
			if errs.KindOf(err) != errs.Invalid || strings.Contains(err.Error(), "Wait") {
				t.Fatalf("guess %d: %v", i, err)
			}
		}
		if last := h.paused[len(h.paused)-1]; last != 3*time.Second {
			t.Errorf("the last guess was held back %v, want 3s", last)
		}
		if _, err := identity.SignIn(t.Context(), h.Gate, h.rules, p.attempt(p.password)); err != nil {
			t.Errorf("she could not sign in: %v", err)
		}
	})
}
