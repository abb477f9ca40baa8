package demo

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/intake"
	"goldenthread/internal/referral"
)

// besideTheDoor is what comes to a service and becomes no referral: people turned away at a door that its file shuts, and what was
// needed while nobody was there. One agency has asked for its week by mail.
func (w *world) besideTheDoor(ctx context.Context) error {
	today := w.Now.Date()
	for _, d := range []struct {
		days     int
		door     catalogue.Door
		source   string
		district string
		who      post
	}{
		{75, catalogue.DoorPhone, "self", "E07000209", office}, {61, catalogue.DoorAgencyForm, "police", "E07000217", council},
		{48, catalogue.DoorPhone, "housing", "E07000211", office}, {33, catalogue.DoorSelf, "", "E07000207", office},
		{19, catalogue.DoorSelf, "", "", office}, {12, catalogue.DoorPhone, "self", "E07000213", office}, {4, catalogue.DoorPhone, "police", "E07000209", office},
	} {
		t := w.begin("asc", working(w.service("asc", today), today.AddDays(-d.days)), 0)
		t.on(t.today(), 11, d.days%60)
		note := referral.NoteDemand{Service: t.service, Catalogue: w.Catalogue, Door: d.door, Source: d.source, District: d.district}
		if _, err := write(ctx, t, d.who, note.Run); err != nil {
			return err
		}
	}
	for _, n := range []struct {
		service, kind, answered string
		days, hour              int
	}{
		{"harmony", "danger", "emergency", 66, 23}, {"harmony", "someone_to_talk_to", "helpline", 40, 21}, {"harmony", "home_not_secure", "family_or_friends", 17, 2},
		{"pilot", "someone_to_talk_to", "helpline", 52, 20}, {"pilot", "somewhere_to_stay", "nobody", 27, 22}, {"asc", "someone_to_talk_to", "nobody", 21, 21},
		{"barnet-asb", "court_or_police_next_day", "nobody", 9, 19}, {"barnet-asb", "danger", "emergency", 5, 1},
	} {
		on := working(w.service(n.service, today), today.AddDays(-n.days))
		t := w.begin(n.service, on, 0)
		t.on(t.after(on, 1), 9, 30)
		note := referral.NoteOutOfHours{Service: t.service, Catalogue: w.Catalogue, Kind: n.kind, Answered: n.answered, Arose: on.At(n.hour, 15)}
		if _, err := write(ctx, t, supervisor, note.Run); err != nil {
			return err
		}
	}
	t := w.begin("harmony", working(w.service("harmony", today), today.AddDays(-30)), 0)
	_, err := write(ctx, t, council, intake.SendWeekly{Address: "asb-team@example.org"}.Run)
	return err
}
