package assessment

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Kept is one assessment as it was kept: in clear but for the reason of an override.
type Kept struct {
	ID             id.Assessment
	Folder         id.Folder
	Instrument     string
	Version        string // of the instrument
	Kind           string
	Phase          Phase
	At             clock.Instant
	On             clock.Date
	By             id.Account
	Low, High      int
	BandLow        string
	BandHigh       string
	Panel          PanelAnswer
	OverrideBand   string
	OverrideReason *seal.Value
	NotDoneWhy     string
	Row            int // version of the row
}

func scanKept(scan store.Scan) (Kept, error) {
	var k Kept
	var reason []byte
	err := scan(&k.ID, &k.Folder, &k.Instrument, &k.Version, &k.Kind, &k.Phase, &k.At, &k.On, &k.By, &k.Low, &k.High, &k.BandLow, &k.BandHigh,
		&k.Panel, &k.OverrideBand, &reason, &k.NotDoneWhy, &k.Row)
	k.OverrideReason = reasonOfOverride.Value(k.Folder, string(k.ID), reason)
	return k, err
}

// Band gives what counts: a person's own judgement where there is one.
func (k Kept) Band() string {
	if k.OverrideBand != "" {
		return k.OverrideBand
	}
	return k.BandLow
}

// Pace gives the band that clocks go by: a person's own judgement, else the most the answers may come to, since to be late is worse
// than to be early.
func (k Kept) Pace() string {
	if k.OverrideBand != "" {
		return k.OverrideBand
	}
	return k.BandHigh
}

// History reads every assessment of a folder, newest first, and opens the reasons of overrides.
// Those who do casework in the folder's service may.
func History(ctx context.Context, v gate.Reader, f id.Folder) ([]Kept, error) {
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: f}); err != nil {
		return nil, err
	}
	kept, err := store.Collect(ctx, v, historySQL, scanKept, f)
	if err != nil {
		return nil, err
	}
	var reasons []*seal.Value
	for _, k := range kept {
		reasons = append(reasons, k.OverrideReason)
	}
	return kept, v.Open(ctx, reasons...)
}

// AnswersOf reads the answers of one assessment of a folder that [History] has shown.
func AnswersOf(ctx context.Context, v gate.Reader, f id.Folder, a id.Assessment) (Answers, error) {
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: f}); err != nil {
		return nil, err
	}
	answers := Answers{}
	return answers, store.Each(ctx, v, answersSQL, func(scan store.Scan) error {
		var question, answer string
		if err := scan(&question, &answer); err != nil {
			return err
		}
		answers[question] = answer
		return nil
	}, a, f)
}

// Latest is the newest answer to one matrix, as identity bars show it.
type Latest struct {
	Assessment   id.Assessment
	Instrument   string
	Low, High    int
	Band         string // what counts: a person's judgement where there is one, else the least the score says
	Pace         string // [Kept.Pace]
	Panel        PanelAnswer
	On           clock.Date
	BeforeBand   string // of the one before it; empty: there was none
	BeforeOn     clock.Date
	AssessmentAt clock.Instant
}

// LatestOf gives the newest score of a folder that stands for the risk, with the one before it; nil when none was asked. The
// caller's action on the folder must have been authorised.
func LatestOf(ctx context.Context, v gate.Reader, f id.Folder) (*Latest, error) {
	kept, err := store.Collect(ctx, v, lastTwoSQL, scanKept, f, catalogue.KindMatrix)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	now := kept[0]
	l := &Latest{Assessment: now.ID, Instrument: now.Instrument, Low: now.Low, High: now.High, Band: now.Band(), Pace: now.Pace(),
		Panel: now.Panel, On: now.On, AssessmentAt: now.At}
	if len(kept) > 1 {
		l.BeforeBand, l.BeforeOn = kept[1].Band(), kept[1].On
	}
	return l, nil
}

// BandOf gives the band that clocks go by ([Kept.Pace]); "" when no matrix was asked.
func BandOf(ctx context.Context, v gate.Reader, f id.Folder) (string, error) {
	l, err := LatestOf(ctx, v, f)
	if err != nil || l == nil {
		return "", err
	}
	return l.Pace, nil
}

// Done lists the instruments that have been asked in a folder from an instant on, or for which it is recorded why not.
func Done(ctx context.Context, v gate.Reader, f id.Folder, since clock.Instant) ([]string, error) {
	return store.Collect(ctx, v, doneSQL, store.Value[string], f, since)
}

// AskedIn lists the instruments that were asked in a phase from an instant on, or for which it is recorded why not.
func AskedIn(ctx context.Context, v gate.Reader, f id.Folder, phase Phase, since clock.Instant) ([]string, error) {
	return store.Collect(ctx, v, measuredSQL, store.Value[string], f, phase, since)
}

// Measured tells whether every one of the instruments was asked in a phase from an instant on, or why not is recorded.
func Measured(ctx context.Context, v gate.Reader, f id.Folder, phase Phase, since clock.Instant, instruments []string) (bool, error) {
	done, err := AskedIn(ctx, v, f, phase, since)
	if err != nil {
		return false, err
	}
	return !slices.ContainsFunc(instruments, func(key string) bool { return !slices.Contains(done, key) }), nil
}
