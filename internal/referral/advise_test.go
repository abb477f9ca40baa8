package referral_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
)

// TestGiveAdvice: advice ends a referral without a case, once, where the service's file gives it.
func TestGiveAdvice(t *testing.T) {
	onBoth(t, "harmony", func(t *testing.T, w world) {
		staff := w.staff(t, access.CaseWorker)
		n := 0
		come := func(change func(*referral.Receive)) referral.Taken {
			n++
			return w.take(t, w.row(func(r *referral.Receive) {
				r.Source, r.District = "staffordshire_police", "E06000021"
				r.Supported.Surname += string(rune('a' + n))
				r.CrimeRef, r.Matter = "", ""
				if change != nil {
					change(r)
				}
			}))
		}
		give := func(on string, kinds ...string) referral.GiveAdvice {
			return referral.GiveAdvice{Service: w.service, Version: 1, Kinds: kinds, On: w.Clock.Now().Date(), PointedTo: on}
		}
		tests := []struct {
			name   string
			came   func(*referral.Receive)
			give   referral.GiveAdvice
			change func(*referral.GiveAdvice)
			want   errs.Kind
			fields []string
		}{
			{name: "advice and signposting", give: give("citizens_advice", "advice", "signposting"), want: errs.None},
			{name: "nothing was given", give: give("nowhere"), want: errs.Invalid, fields: []string{"kinds"}},
			{name: "one thing twice", give: give("nowhere", "advice", "advice"), want: errs.Invalid, fields: []string{"kinds"}},
			{name: "what the file does not give", give: give("nowhere", "coaching"), want: errs.Invalid, fields: []string{"kinds"}},
			{name: "nowhere is not said", give: give("", "advice"), want: errs.Invalid, fields: []string{"pointed_to"}},
			{name: "before the referral came", give: give("nowhere", "advice"), change: func(g *referral.GiveAdvice) { g.On = g.On.AddDays(-1) },
				want: errs.Invalid, fields: []string{"on"}},
			{name: "someone changed it meanwhile", give: give("nowhere", "advice"), change: func(g *referral.GiveAdvice) { g.Version = 2 }, want: errs.Stale},
			{name: "no legal basis", came: func(r *referral.Receive) { r.Basis.Kind = "" }, give: give("nowhere", "advice"), want: errs.Conflict},
			{name: "a service that gives none", give: give("nowhere", "advice"), change: func(g *referral.GiveAdvice) { g.Service = catalogue.Service{} }, want: errs.Conflict},
		}
		for _, tt := range tests {
			taken := come(tt.came)
			tt.give.Referral = taken.Referral
			if tt.change != nil {
				tt.change(&tt.give)
			}
			got, err := gate.Write(staff, w.Gate, "", tt.give.Run)
			if errs.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
				continue
			}
			var fields []string
			for _, f := range errs.FieldsOf(err) {
				fields = append(fields, f.Name)
			}
			if diff := cmp.Diff(tt.fields, fields); diff != "" {
				t.Errorf("%s: faults (-want +got):\n%s", tt.name, diff)
			}
			if tt.want == errs.None && (got.State != referral.Closed || got.Reason != referral.AdviceWasEnough) {
				t.Errorf("%s: it stands %s, %s", tt.name, got.State, got.Reason)
			}
		}
	})
}
