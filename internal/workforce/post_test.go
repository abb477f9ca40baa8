package workforce_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/workforce"
)

// half is the pilot's administrator, half of full time.
func half(t *testing.T, w *caseworktest.World) workforce.LookAtPost {
	return workforce.LookAtPost{Service: w.Service(t, pilot), Roles: w.List(t, "roles"), Difficulties: w.List(t, "recruiting"),
		Post: workforce.Post{Role: access.Administrator, Share: 50, State: workforce.Vacant, Since: today.AddDays(-10), Adverts: 2, Difficulty: "serious",
			Note: "Few applied. Advertised again, more widely.", AgainOn: today.AddDays(7)}}
}

// A post is looked at again until it ends; each look but the last is kept, and two supervisors do not write over each other.
func TestPost(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		sam := w.Staff(t, "Sam Reid", access.Supervisor, pilot)
		list := func() []workforce.Post {
			t.Helper()
			all, err := gate.Read(sam, w.Gate, func(ctx context.Context, v *gate.View) ([]workforce.Post, error) {
				return workforce.Posts(ctx, v, pilot)
			})
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		look := half(t, w)
		first := caseworktest.Do(t, w, sam, look.Run)
		if all := list(); len(all) != 1 || all[0].Look != first || all[0].Share != 50 || all[0].Difficulty != "serious" || all[0].AgainOn != today.AddDays(7) {
			t.Fatalf("the posts: %+v", all)
		}
		look.Look, look.State, look.Since, look.AgainOn, look.Difficulty = first, workforce.Filled, today, "", "none"
		second := caseworktest.Do(t, w, sam, look.Run)
		if all := list(); len(all) != 1 || all[0].Look != second || all[0].State != workforce.Filled {
			t.Errorf("once it is filled: %+v", all)
		}
		if _, err := gate.Write(sam, w.Gate, "", look.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("by a page that was opened before: %v", err)
		}
		look.Look, look.State = second, workforce.Ended
		caseworktest.Do(t, w, sam, look.Run)
		if all := list(); len(all) != 0 {
			t.Errorf("once it has ended: %+v", all)
		}
	})
}

func TestPostRefuses(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		sam := w.Staff(t, "Sam Reid", access.Supervisor, pilot)
		for name, tt := range map[string]struct {
			as     context.Context
			change func(*workforce.LookAtPost)
			want   errs.Kind
			field  string
		}{
			"as it should be":     {sam, func(*workforce.LookAtPost) {}, errs.None, ""},
			"no such role":        {sam, func(l *workforce.LookAtPost) { l.Role = "astronaut" }, errs.Invalid, "role"},
			"more than full time": {sam, func(l *workforce.LookAtPost) { l.Share = 101 }, errs.Invalid, "share"},
			"nothing of it":       {sam, func(l *workforce.LookAtPost) { l.Share = 0 }, errs.Invalid, "share"},
			"elsewhere":           {sam, func(l *workforce.LookAtPost) { l.Areas = []string{"E09000003"} }, errs.Invalid, "areas"},
			"in no state":         {sam, func(l *workforce.LookAtPost) { l.State = "" }, errs.Invalid, "state"},
			"since tomorrow":      {sam, func(l *workforce.LookAtPost) { l.Since = today.AddDays(1) }, errs.Invalid, "since"},
			"advertised too much": {sam, func(l *workforce.LookAtPost) { l.Adverts = 100 }, errs.Invalid, "adverts"},
			"of no difficulty":    {sam, func(l *workforce.LookAtPost) { l.Difficulty = "awful" }, errs.Invalid, "difficulty"},
			"vacant, no word":     {sam, func(l *workforce.LookAtPost) { l.Note = "" }, errs.Invalid, "note"},
			"a telephone number":  {sam, func(l *workforce.LookAtPost) { l.Note = "Ring 07700 900417." }, errs.Invalid, "note"},
			"vacant for ever":     {sam, func(l *workforce.LookAtPost) { l.AgainOn = "" }, errs.Invalid, "again"},
			"again yesterday":     {sam, func(l *workforce.LookAtPost) { l.AgainOn = today.AddDays(-1) }, errs.Invalid, "again"},
			"no such post":        {sam, func(l *workforce.LookAtPost) { l.Look = "nothing" }, errs.NotFound, ""},
			"a case worker":       {w.Staff(t, "Nell Carter", access.CaseWorker, pilot), func(*workforce.LookAtPost) {}, errs.NotFound, ""},
			"another service's":   {w.Staff(t, "Far Away", access.Supervisor, barnet), func(*workforce.LookAtPost) {}, errs.NotFound, ""},
		} {
			l := half(t, w)
			tt.change(&l)
			_, err := gate.Write(tt.as, w.Gate, "", l.Run)
			if errs.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want %v", name, err, tt.want)
			}
			if fields := errs.FieldsOf(err); tt.field != "" && (len(fields) != 1 || fields[0].Name != tt.field) {
				t.Errorf("%s: %v, want one fault at %s", name, fields, tt.field)
			}
		}
	})
}
