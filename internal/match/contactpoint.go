package match

import (
	"net/mail"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// drama are the beginnings of the numbers that Ofcom keeps for film and theatre. Nobody has one, so
// the library calls them wrong; demonstrations and tests are made of them, so we do not.
var drama = []string{
	"+441134960", "+441144960", "+441154960", "+441164960", "+441174960", "+441184960", "+441214960",
	"+441314960", "+441414960", "+441514960", "+441614960", "+441914980", "+442079460", "+442896496",
	"+442920180", "+441632960", "+447700900", "+448081570", "+449098790", "+443069990",
}

// ParsePhone reads a telephone number as typed in the United Kingdom and gives it as +441632960001.
// False when it can't be a number that rings.
func ParsePhone(s string) (string, bool) {
	n, err := phonenumbers.Parse(strings.TrimSpace(s), "GB")
	if err != nil {
		return "", false
	}
	e164 := phonenumbers.Format(n, phonenumbers.E164)
	if phonenumbers.IsValidNumber(n) || isDrama(e164) {
		return e164, true
	}
	return "", false
}

func isDrama(e164 string) bool {
	if len(e164) != len("+441632960001") {
		return false
	}
	for _, p := range drama {
		if strings.HasPrefix(e164, p) {
			return true
		}
	}
	return false
}

// IsMobile tells whether a number in the form of [ParsePhone] is a mobile of the United Kingdom, so
// that a text can be sent to it.
func IsMobile(e164 string) bool {
	return strings.HasPrefix(e164, "+447") && !strings.HasPrefix(e164, "+4470") && !strings.HasPrefix(e164, "+4476")
}

// providers whose mailboxes ignore dots and everything behind a plus.
var dotless = map[string]string{"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}

// ParseEmail reads an e-mail address and gives it in the form in which addresses are compared:
// lower case, and one form for providers that deliver several to one mailbox. It is not the form
// to write to.
func ParseEmail(s string) (string, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s {
		return "", false
	}
	local, domain, _ := strings.Cut(s, "@")
	if !strings.Contains(domain, ".") || strings.ContainsAny(s, " \"") {
		return "", false
	}
	if d, ok := dotless[domain]; ok {
		local, _, _ = strings.Cut(local, "+")
		local, domain = strings.ReplaceAll(local, ".", ""), d
	}
	return local + "@" + domain, true
}
