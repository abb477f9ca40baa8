package demo

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
)

// scoredElsewhere is people whom another body has scored already: of one the police handed over all but two answers,
// and the worker asked those and one more; of one the landlord's came since the worker last asked, and stands for the
// next time; of one a worker has only heard, and the first questions came with the referral.
func (w *world) scoredElsewhere(ctx context.Context) error {
	p := w.daysAgo("pilot", 12, "cleveland_police", catalogue.DoorPoliceFile)
	t := w.comesIn(ctx, p)
	from := t.handsOver(ctx, "asb-matrix", police, 3, "network", "professional_support")
	t.goesOn(ctx, p, worker, "plan")
	t.on(t.after(t.today(), 1), 10, 0)
	t.do(ctx, worker, t.reuses(from), t.passesOn("risk", "police"))
	w.tour.reused = t.taken.Reference
	if t.err != nil {
		return t.err
	}

	p = w.daysAgo("harmony", 11, "housing", catalogue.DoorAgencyForm)
	t = w.comesIn(ctx, p)
	t.goesOn(ctx, p, worker, "plan")
	t.on(working(t.service, w.Now.Date().AddDays(-1)), 12, 0)
	t.handsOver(ctx, "asb-matrix", landlord, 0, "told_others")
	t.do(ctx, worker, t.goals(), t.promise("Ring with the landlord's answer", t.after(w.Now.Date(), 3)))
	w.tour.stands = t.taken.Reference
	if t.err != nil {
		return t.err
	}

	p = w.daysAgo("harmony", 9, "council_asb_team", catalogue.DoorAgencyForm)
	t = w.comesIn(ctx, p)
	t.handsOver(ctx, "triage", council, 0, "known_as", "alone")
	t.goesOn(ctx, p, worker, "needs")
	w.tour.first = t.taken.Reference
	in, _ := w.Catalogue.Instrument("asb-matrix")
	t.do(ctx, worker, func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(assessment.WriteDown{Folder: c.Folder, List: t.list("agencies-asked"), Body: "health", Via: assessment.HeardOf,
			Given: assessment.Given{Instrument: in, On: t.today().AddDays(-6), Band: "medium"}}.Run(ctx, tx))
	})
	return t.err
}

// handsOver has the agency that referred hand over a form it asked so many days before, but for some answers.
func (t *tale) handsOver(ctx context.Context, form string, by post, days int, without ...string) (received string) {
	if t.err != nil {
		return ""
	}
	in, _ := t.Catalogue.Instrument(form)
	given := assessment.Given{Instrument: in, On: t.today().AddDays(-days), Answers: assessment.Answers{}}
	for _, q := range in.Questions {
		given.Answers[q.Key] = t.answer(in, q, 60)
	}
	for _, key := range without {
		delete(given.Answers, key)
	}
	received, err := write(ctx, t, by, assessment.HandOver{Folder: t.folder(), Given: given}.Run)
	t.failed(by, err)
	return received
}

// reuses asks what the other body's matrix leaves open, and one question again.
func (t *tale) reuses(from string) act {
	in, _ := t.Catalogue.Instrument("asb-matrix")
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.Ask{Case: c.ID, Service: t.service, Record: assessment.Record{Instrument: in, Phase: assessment.Before,
			Answers: assessment.Answers{"network": "few", "professional_support": "no", "worsening": "yes"},
			Reuse:   assessment.Reuse{Received: from, Again: map[string]string{"worsening": "A brick came through the window since."}}}}.Run(ctx, tx))
	}
}

// passesOn contributes to an assessment of another body, with agreement.
func (t *tale) passesOn(kind, agency string) act {
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.Contribute{Case: c.ID, Service: t.service, Agencies: t.list("agencies-asked"), Agency: agency, Kinds: t.list("contributions"), Kind: kind,
			Agreement: t.list("agreement"), Agreed: casework.WithAgreement, What: "How often it happens at night, from the diary, and that there is nobody else in the house.",
			On: t.today()}.Run(ctx, tx))
	}
}
