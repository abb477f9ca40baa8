package account_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/mail"
)

const emailPath = "/account/email"

// TestEmail: the page says when nothing is sent, keeps what is chosen, loses nothing of what was typed wrongly, and does
// not overwrite what was changed meanwhile.
func TestEmail(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		const none = "No mail server is set up here"
		nell := a.Server(t).Client(t, access.CaseWorker, "barnet-asb")
		if got := nell.Get(t, emailPath); got.Status != http.StatusOK || !strings.Contains(got.Body, none) || !strings.Contains(got.Body, "never a name") {
			t.Fatalf("without a mail server: %d", got.Status)
		}
		bad := nell.Post(t, emailPath, url.Values{"version": {"0"}, "digest": {"3"}, "at-once": {"broken"}})
		if bad.Status != http.StatusUnprocessableEntity || !strings.Contains(bad.Body, "Choose one of the hours") || !ticked(bad.Body, "broken") || ticked(bad.Body, "given") {
			t.Errorf("an hour there is not: %d", bad.Status)
		}
		good := url.Values{"version": {"0"}, "digest": {"8"}, "at-once": {"broken"}}
		if got := nell.Post(t, emailPath, good); got.Status != http.StatusSeeOther {
			t.Errorf("saving: %d", got.Status)
		}
		if got := nell.Post(t, emailPath, good); got.Status != http.StatusConflict {
			t.Errorf("saving what was changed since: %d", got.Status)
		}
		var err error
		if a.Config.Mail, err = mail.NewServer("smtp://localhost", "gt@example.org", ""); err != nil {
			t.Fatal(err)
		}
		server := a.Server(t)
		got := server.Client(t, access.CaseWorker, "barnet-asb").Get(t, emailPath)
		if strings.Contains(got.Body, none) || !ticked(got.Body, "8") || !ticked(got.Body, "broken") || ticked(got.Body, "given") {
			t.Error("what was chosen is not shown")
		}
		if other := server.Client(t, access.Supervisor, "barnet-asb").Get(t, emailPath); !ticked(other.Body, "-1") || !ticked(other.Body, "given") {
			t.Error("somebody else's choice is not their own")
		}
	})
}

// ticked tells whether the input with a value is chosen.
func ticked(body, value string) bool {
	_, after, found := strings.Cut(body, `value="`+value+`"`)
	tag, _, _ := strings.Cut(after, ">")
	return found && strings.Contains(tag, "checked")
}
