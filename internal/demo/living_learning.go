package demo

import (
	"context"

	"goldenthread/internal/harmony"
)

// lessons are the training and the awareness of the living year, by how many days ago; one is still to come. Who was trained a year ago is due again.
var lessons = []struct {
	daysAgo int
	service string
	by      post
	event   harmony.Event
}{
	{351, "harmony", worker, harmony.Event{Kind: "asb_awareness", Audience: "housing", Source: "housing", People: 12, Agency: "larkwell-homes", Of: 10}},
	{318, "barnet-asb", barnetWorker, harmony.Event{Kind: "victim_awareness", Audience: "police", Source: "metropolitan_police", People: 17}},
	{287, "harmony", worker, harmony.Event{Kind: "community_awareness", Audience: "residents", District: "E07000193", People: 64}},
	{249, "harmony", worker, harmony.Event{Kind: "asb_awareness", Audience: "police", Source: "staffordshire_police", People: 14, Agency: "staffordshire-police", Of: 14}},
	{203, "asc", office, harmony.Event{Kind: "vulnerability", Audience: "panel_members", People: 19}},
	{166, "harmony", worker, harmony.Event{Kind: "community_awareness", Audience: "schools", District: "E07000197", People: 88}},
	{121, "pilot", officer, harmony.Event{Kind: "risk_assessment", Audience: "partners", People: 9}},
	{94, "harmony", worker, harmony.Event{Kind: "community_awareness", Audience: "older_people", District: "E06000021", People: 41}},
	{58, "harmony", worker, harmony.Event{Kind: "asb_awareness", Audience: "council", Source: "council_asb_team", People: 11, Agency: "council-asb", Of: 11}},
	{37, "asc", office, harmony.Event{Kind: "information_exchange", Audience: "health", People: 13}},
	{19, "harmony", worker, harmony.Event{Kind: "community_awareness", Audience: "residents", District: "E07000195", People: 52}},
	{-13, "harmony", worker, harmony.Event{Kind: "asb_awareness", Audience: "police", Source: "staffordshire_police"}},
}

// taughtLately puts the lessons of the living year on record.
func (w *world) taughtLately(ctx context.Context) error {
	for i, l := range lessons {
		e := l.event
		e.On = w.Now.Date().AddDays(-l.daysAgo)
		if l.daysAgo > 0 {
			e.On = working(w.service(l.service, e.On), e.On)
		}
		if err := w.taught(ctx, l.service, l.by, 500+i, e); err != nil {
			return err
		}
	}
	return nil
}
