package identity

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"goldenthread/internal/clock"
)

const canary = "CANARY-7k3m-92qx"

// Nothing that holds a secret prints it, however it is printed and wherever it stands.
func TestNothingPrintsASecret(t *testing.T) {
	h := Hide(canary)
	secret := Secret{h}
	sheet := Sheet{[]Hidden{h}}
	proof := Proof{account: "a", login: "p@example.org", secret: h}
	wrapped := struct{ inside any }{struct{ deeper *Hidden }{&h}}
	for _, v := range []any{h, &h, secret, sheet, proof, Handout{Password: h, Sheet: sheet, secret: secret}, Authenticator{h},
		Attempt{Password: h, Known: h}, Code{Token: h, Code: h, Known: h}, Choice{Token: h, Password: h}, Step{Token: h, Known: h},
		record{secret: h}, live{account: record{secret: h}}, ChangePassword{proof, secret}, EnrolTOTP{proof, Authenticator{h}, h},
		PrintCodes{proof, sheet}, AddAccount{Handout: Handout{Password: h, secret: secret}}, SignOut{h}, tried{account: record{secret: h}}, wrapped} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			if got := fmt.Sprintf(verb, v); strings.Contains(got, canary) || strings.Contains(got, fmt.Sprintf("%x", canary)) {
				t.Errorf("%s of %T prints %s", verb, v, got)
			}
		}
		b, err := json.Marshal(v)
		if err == nil && strings.Contains(string(b), canary) {
			t.Errorf("JSON of %T is %s", v, b)
		}
		var log strings.Builder
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		if strings.Contains(log.String(), canary) {
			t.Errorf("the log of %T is %s", v, log.String())
		}
	}
}

// Every field of this package's structs that could hold a secret is Hidden.
func TestSecretsAreHidden(t *testing.T) {
	for _, v := range []any{Attempt{}, Code{}, Choice{}, Step{}, Proof{}, Secret{}, Sheet{}, Handout{}, Authenticator{}, SessionInfo{}, Account{}, Own{}} {
		typ := reflect.TypeOf(v)
		for i := range typ.NumField() {
			f := typ.Field(i)
			name := strings.ToLower(f.Name)
			secret := strings.Contains(name, "password") || strings.Contains(name, "token") || strings.Contains(name, "hash")
			if secret && f.Type.Kind() == reflect.String {
				t.Errorf("%s.%s is plain text", typ.Name(), f.Name)
			}
		}
	}
}

func TestEasilyGuessed(t *testing.T) {
	for _, tt := range []struct {
		password string
		known    string
		want     bool
	}{
		{"kettle violin granite", "", false},
		{"7k3m-92qx-4tbn-w0e8", "", false},
		{"Tr0ub4dor&3 yes", "", false},
		{"Password1234!", "", true},
		{"P@55w0rd2026!!", "", true},
		{"liverpool1892", "", true},
		{"qwertyuiop12", "", true},
		{"Summer2026!!", "", true},
		{"123456789012", "", true},
		{"aaaaaaaaaaaaaaaa", "", true},
		{"goldenthread1", "", true},
		{"ada.nwosu.1985", "ada.nwosu@example.org", true},
	} {
		if got := easilyGuessed(tt.password, tt.known); got != tt.want {
			t.Errorf("easilyGuessed(%q) = %v, want %v", tt.password, got, tt.want)
		}
	}
}

func TestLimitSlowsDown(t *testing.T) {
	now := clock.NewDate(2026, 11, 19).At(9, 0)
	c := count{}
	for n := 1; n <= 5; n++ {
		var wait int64
		next, w, _ := limitPair.next(c, now)
		if wait = w.Microseconds(); wait != 0 {
			t.Fatalf("try %d waits %v", n, w)
		}
		c = next
	}
	var waits []string
	for range 10 {
		c, _, _ = limitPair.next(c, now)
		_, w, _ := limitPair.next(c, now)
		waits = append(waits, w.String())
		now = c.freeAt
	}
	if got, want := strings.Join(waits, " "), "2s 4s 8s 16s 32s 1m4s 2m8s 4m16s 5m0s 5m0s"; got != want {
		t.Errorf("the waits are %s, want %s", got, want)
	}
	if _, w, _ := limitPair.next(c, now.Add(limitPair.window)); w != 0 {
		t.Errorf("after a quiet window the wait is %v", w)
	}
}
