package referrals

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web/view"
)

// firstIn reads what was answered to the first questions on the way in, for those who are shown risk; shown is false for everybody else.
func firstIn(ctx context.Context, v *gate.View, f id.Folder) (list []assessment.Received, shown bool, err error) {
	if shown, err = v.May(ctx, f, access.Risk); err != nil || !shown {
		return nil, false, err
	}
	list, err = assessment.ReceivedIn(ctx, v, f)
	return list, true, err
}

// firstOf shows what was answered to the first questions on the way in, and what follows from it. The score decides
// nothing here: a worker of the service goes by it, or asks again. Who is not shown risk is told neither what was answered nor that nobody asked.
func (p pages) firstOf(o opened) view.Part {
	var parts view.Parts
	if asks := p.set.AskedAtTheDoor(o.service); o.risk && len(o.first) == 0 && len(asks) > 0 && o.MayDecide && !o.Referral.State.NotForUs() && !working(o.Referral.State) {
		return view.Parts{view.H2(asks[0].Name), view.Para("Nobody has asked them yet. Whoever makes the first call has them on the page of the call.")}
	}
	for _, got := range o.first {
		in, ok := p.set.Instrument(got.Instrument)
		if !ok || in.Kind != catalogue.KindTriage {
			continue
		}
		said := firstHeard(o, got)
		heard := view.Para(said)
		if assessment.Work(in, got.Carried(in), catalogue.Facts{}).LeadsSurely(in) {
			heard = view.Paragraph{Body: view.Parts{view.Text(said), view.Strong(in.LeadsTo.Say + ".")}}
		}
		parts = append(parts, view.H2(in.Name), heard, answers(firstRows(in, got.Carried(in), p.set.Word("refer.not_asked"))...))
	}
	return parts
}

// firstHeard says when the first questions were answered on the way in, and who asked them; whoever asked for help themselves was asked by nobody.
func firstHeard(o opened, got assessment.Received) string {
	by := "whoever wrote down the referral"
	switch {
	case got.Sender != "":
		by = got.Sender
	case o.Referral.Door == catalogue.DoorSelf:
		return "Answered on " + got.On.Plain() + " in the form by which help was asked for."
	case o.Referral.Door == catalogue.DoorPoliceFile:
		by = "the police, as their file says"
	}
	return "Asked on " + got.On.Plain() + " by " + by + "."
}
