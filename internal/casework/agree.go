package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
)

// AgreePriority judges one matter with the police, in one step from the referral: a case is opened where there
// is none yet, the judgement is kept, and when the police have said theirs the case goes on to first contact,
// whose clock the priority sets. Where they have not, it is put to the police that referred, who then see the
// judgement and the initials, and nothing else; but not where the referral is private (R061, R062).
//
// Those who judge with the police may, and for a referral nobody has picked up those who open cases. Fails like
// assessment.Judge and OpenCase. Records assessment.Judged, assessment.Signed, Opened and Advanced.
type AgreePriority struct {
	Referral id.Referral
	Service  catalogue.Service
	Judge    assessment.Judge // without its folder
}

// Agreed is what agreeing came to.
type Agreed struct {
	Case       id.Case
	Assessment id.Assessment
	Waits      bool // for the police
}

// Run agrees.
func (a AgreePriority) Run(ctx context.Context, tx *gate.Tx) (Agreed, error) {
	ref, err := referral.Get(ctx, tx, a.Referral)
	if err != nil {
		return Agreed{}, err
	}
	if err := tx.Authorize(ctx, assessment.ActJudge, gate.On{Folder: ref.Folder}); err != nil {
		return Agreed{}, err
	}
	if ref.Service != a.Service.Key {
		return Agreed{}, errs.New(errs.Internal, "a priority was to be agreed under another service's file")
	}
	c, found, err := ByFolder(ctx, tx, ref.Folder)
	if err != nil {
		return Agreed{}, err
	}
	if !found {
		opened, err := OpenCase{Referral: ref.ID, Service: a.Service}.Run(ctx, tx)
		if err != nil {
			return Agreed{}, err
		}
		if c, err = Get(ctx, tx, opened); err != nil {
			return Agreed{}, err
		}
	}
	if err := c.open(); err != nil {
		return Agreed{}, err
	}
	a.Judge.Folder = ref.Folder
	made, err := a.Judge.Run(ctx, tx)
	if err != nil {
		return Agreed{}, err
	}
	done := Agreed{Case: c.ID, Assessment: made, Waits: a.Judge.Signed == nil}
	if done.Waits {
		return done, putToPolice(ctx, tx, ref)
	}
	return done, goOnAgreed(ctx, tx, c, a.Service, a.Judge.Instrument)
}

// putToPolice lets the police force that referred see what is put to it.
func putToPolice(ctx context.Context, tx *gate.Tx, ref referral.Referral) error {
	if ref.SourceAgency == "" || ref.Private {
		return nil
	}
	held, err := tx.Sharing(ctx, ref.Folder)
	if err != nil {
		return err
	}
	const shown = access.Identity | access.Risk
	if slices.ContainsFunc(held, func(h gate.Held) bool { return h.Grantee == string(ref.SourceAgency) && h.Sections.Has(shown) }) {
		return nil
	}
	return tx.Grant(ctx, gate.Grant{Folder: ref.Folder, Grantee: string(ref.SourceAgency), Sections: shown, Basis: gate.BasisJoint})
}

// goOnAgreed takes a case on from the stage that asked for the judgement; at a later stage whose clock goes by
// the priority, the clock is set anew.
func goOnAgreed(ctx context.Context, tx *gate.Tx, c Case, s catalogue.Service, in catalogue.Instrument) error {
	stage, ok := s.Stage(c.Stage)
	if !ok {
		return errs.New(errs.Internal, "the case is at a stage that its service's file does not have")
	}
	if stage.Clock.Unit == catalogue.Priority {
		return retime(ctx, tx, c, s, stage)
	}
	if !stage.Needs(in.Key) {
		return nil
	}
	to, ok, err := onlyWay(ctx, tx, c, s, stage)
	if err != nil || !ok {
		return err
	}
	return moveOn(ctx, tx, c, s, to, "")
}

// retime sets the clock of the stage a case is at by what is known now; one that stands is left standing.
func retime(ctx context.Context, tx *gate.Tx, c Case, s catalogue.Service, stage catalogue.Stage) error {
	if c.StageDue == clock.Never {
		return nil
	}
	pace, err := paceOf(ctx, tx, c.Folder, stage)
	if err != nil {
		return err
	}
	_, err = c.setDue(ctx, tx, c.enter(stage, s, pace, tx.Now()).StageDue)
	return err
}

// paceOf gives what a stage's clock goes by: the band of risk, or the priority agreed with the police.
func paceOf(ctx context.Context, tx *gate.Tx, f id.Folder, stage catalogue.Stage) (string, error) {
	if stage.Clock.Unit == catalogue.Priority {
		return assessment.PriorityOf(ctx, tx, f)
	}
	return assessment.BandOf(ctx, tx, f)
}

// AnswerPriority records what the police say to a priority that was put to them, from their own account or by
// one of ours who heard it, and lets the case go on. Those who may sign may. Fails like assessment.Sign.
// Records assessment.Signed and Advanced.
type AnswerPriority struct {
	Service catalogue.Service
	Sign    assessment.Sign
}

// Run answers.
func (a AnswerPriority) Run(ctx context.Context, tx *gate.Tx) (id.Assessment, error) {
	signed, err := a.Sign.Run(ctx, tx)
	if err != nil {
		return "", err
	}
	c, found, err := ByFolder(ctx, tx, a.Sign.Folder)
	if err != nil || !found || c.State != Open {
		return signed, err
	}
	if c.Service != a.Service.Key {
		return "", errs.New(errs.Internal, "a priority was to be answered under another service's file")
	}
	return signed, goOnAgreed(ctx, tx, c, a.Service, a.Sign.Instrument)
}
