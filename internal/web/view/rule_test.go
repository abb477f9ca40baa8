package view

import (
	"bytes"
	"testing"
)

func TestSafeRule(t *testing.T) {
	for rule, want := range map[string]string{
		"10:00 to 12:00 only; she answers herself; no voicemail; say “Jo”": "10:00 to 12:00 only.\nShe answers herself.\n<strong>No voicemail.</strong>\nSay “Jo”.",
		"Not asked yet.":  "<strong>Not asked yet.</strong>",
		"<b>; no letters": "&lt;b&gt;.\n<strong>No letters.</strong>",
	} {
		var b bytes.Buffer
		if err := SafeRule(rule).write(&b); err != nil || b.String() != want {
			t.Errorf("%q is set as %q, want %q (%v)", rule, b.String(), want, err)
		}
	}
}
