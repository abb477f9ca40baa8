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

// firstIn reads what was answered to the first questions on the way in, for those who are shown risk.
func firstIn(ctx context.Context, v *gate.View, f id.Folder) ([]assessment.Received, error) {
	if may, err := v.May(ctx, f, access.Risk); err != nil || !may {
		return nil, err
	}
	return assessment.ReceivedIn(ctx, v, f)
}

// firstOf shows what was answered to the first questions on the way in, and what follows from it. The score decides
// nothing here: a worker of the service goes by it, or asks again.
func (p pages) firstOf(o opened) view.Part {
	var parts view.Parts
	for _, got := range o.first {
		in, ok := p.set.Instrument(got.Instrument)
		if !ok || in.Kind != catalogue.KindTriage {
			continue
		}
		by := got.Sender
		if by == "" {
			by = "whoever wrote down the referral"
		}
		heard := view.Para("Asked on " + got.On.Plain() + " by " + by + ".")
		if score := assessment.Work(in, got.Carried(in), catalogue.Facts{}); score.Low >= in.LeadsTo.From {
			heard = view.Paragraph{Body: view.Parts{view.Text("Asked on " + got.On.Plain() + " by " + by + "."), view.Strong(in.LeadsTo.Say + ".")}}
		}
		parts = append(parts, view.H2(in.Name), heard, answers(p.firstRows(in, got.Carried(in))...))
	}
	return parts
}
