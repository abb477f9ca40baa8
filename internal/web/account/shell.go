package account

import (
	"context"
	"net/url"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
)

// Authenticate tells the shell who a session's cookie belongs to.
func Authenticate(g *gate.Gate) web.Authenticate {
	return func(ctx context.Context, cookie string) (access.Actor, web.Session, error) {
		actor, info, err := identity.Authenticate(ctx, g, identity.Hide(cookie))
		if err != nil || info.Ended != identity.NotEnded {
			return actor, web.Session{Ended: string(info.Ended), RanOut: info.Ended.RanOut()}, err
		}
		s := web.Session{ID: info.ID, Initials: info.Initials}
		if held := actor.Memberships(); len(held) > 0 {
			s.Role = string(held[0].Role)
		}
		return actor, s, nil
	}
}

// Drafts keeps for the shell what people type.
func Drafts(g *gate.Gate) web.Drafts { return drafts{g} }

type drafts struct{ gate *gate.Gate }

// Keep keeps what was sent under a session that has died.
func (d drafts) Keep(ctx context.Context, cookie, path string, typed url.Values) (bool, error) {
	draft := identity.SaveDraft{Form: path, Values: typed}
	if cookie == "" || draft.Empty() {
		return false, nil
	}
	return identity.KeepTyped(ctx, d.gate, identity.Hide(cookie), draft)
}

// Save keeps what is typed so far.
func (d drafts) Save(ctx context.Context, path string, typed url.Values) error {
	_, err := gate.Write(ctx, d.gate, "", identity.SaveDraft{Form: path, Values: typed}.Run)
	return err
}

// Rescue keeps what came with a form that cannot be done, if anything did.
func (d drafts) Rescue(ctx context.Context, path string, typed url.Values) (bool, error) {
	if (identity.SaveDraft{Form: path, Values: typed}).Empty() {
		return false, nil
	}
	err := d.Save(ctx, path, typed)
	return err == nil, err
}

// Left gives what was typed and not sent.
func (d drafts) Left(ctx context.Context, path string) (url.Values, clock.Instant, error) {
	draft, err := gate.Read(ctx, d.gate, func(ctx context.Context, v *gate.View) (identity.Draft, error) {
		draft, _, err := identity.LoadDraft(ctx, v, path)
		return draft, err
	})
	return draft.Values, draft.SavedAt, err
}

// Sent forgets a draft.
func (d drafts) Sent(ctx context.Context, path string) error {
	return identity.ForgetDraft(ctx, d.gate, path)
}

// The first word found in what a browser calls itself names it; later ones also claim to be others.
var (
	browsers = [][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Firefox", "Firefox"},
		{"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrom", "Chrome"}, {"Safari", "Safari"}}
	systems = [][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "Mac"},
		{"CrOS", "Chromebook"}, {"Linux", "Linux"}}
)

// device says in a few words what the visitor uses: "Firefox on Windows".
func device(r *web.Request) string {
	named := func(list [][2]string, otherwise string) string {
		for _, one := range list {
			if strings.Contains(r.Device(), one[0]) {
				return one[1]
			}
		}
		return otherwise
	}
	return named(browsers, "A browser") + " on " + named(systems, "a device")
}
