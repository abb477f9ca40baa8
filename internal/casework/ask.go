package casework

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// Ask asks an instrument about the person of a case and keeps the answers. Those who may assess may. When an
// answer says that the other party is a partner, a former partner or family, contact stops until those who
// handle domestic abuse have decided how it goes on (practice D5); when one says that the person is not safe now, the
// alarm of Act now is raised. The flags of the case follow the band (R028). The band is that of the matrix the service's file goes by; another is kept beside it.
//
// Fails like assessment.Record. Records assessment.Assessed, Graded, and where it comes to that ActNowRaised and
// referral.Stopped.
type Ask struct {
	Case    id.Case
	Service catalogue.Service
	Record  assessment.Record // without its folder
}

// Asked is what asking came to. It is kept to be given again when the same form comes twice, where nothing is taken away with its
// folder: so it tells what follows from the answers, and none of them.
type Asked struct {
	Assessment  id.Assessment
	Stopped     bool // it is domestic abuse: contact stops
	Raised      bool // they are not safe now: the alarm of Act now was raised
	Leads       bool // on to the form its instrument leads to; with answers missing, perhaps
	LeadsSurely bool // whatever the answers that are missing
}

// Run asks.
func (a Ask) Run(ctx context.Context, tx *gate.Tx) (Asked, error) {
	now, err := begin(ctx, tx, a.Case, assessment.ActAssess)
	if err != nil {
		return Asked{}, err
	}
	a.Record.Folder = now.Folder
	a.Record.Beside = a.Record.Instrument.Kind == catalogue.KindMatrix && a.Service.RatedBy != "" && a.Service.RatedBy != a.Record.Instrument.Key
	made, err := a.Record.Run(ctx, tx)
	if err != nil {
		return Asked{}, err
	}
	if err := grade(ctx, tx, now, a.Service); err != nil {
		return Asked{}, err
	}
	raised, err := SaidUnsafe{Folder: now.Folder, Instrument: a.Record.Instrument, Answers: a.Record.Answers}.Run(ctx, tx)
	if err != nil {
		return Asked{}, err
	}
	answers := a.Record.Answers
	if a.Record.Reuse.Received != "" { // what another body was told stops contact as well
		if answers, err = assessment.AnswersOf(ctx, tx, now.Folder, made); err != nil {
			return Asked{}, err
		}
	}
	score := assessment.Work(a.Record.Instrument, answers, catalogue.Facts{})
	asked := Asked{
		Assessment: made, Raised: raised, Stopped: assessment.Diverts(a.Record.Instrument, answers),
		Leads: score.Leads(a.Record.Instrument), LeadsSurely: score.LeadsSurely(a.Record.Instrument),
	}
	if !asked.Stopped {
		return asked, nil
	}
	return asked, divert(ctx, tx, now)
}
