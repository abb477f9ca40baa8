package agree

import (
	"net/http"
	"slices"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/web"
)

const path = "/agree"

// pages is what the handlers make their pages of.
type pages struct{ set *catalogue.Set }

// Routes gives the pages on which priorities are agreed, by the services of a catalogue.
func Routes(set *catalogue.Set) web.Routes {
	p := pages{set}
	const one = path + "/{reference}"
	return web.Routes{
		{Method: http.MethodGet, Pattern: path, Action: casework.ActToAgree, Handler: web.Show(p.listPage)},
		{Method: http.MethodPost, Pattern: path, Action: assessment.ActJudge, Handler: p.many},
		{Method: http.MethodGet, Pattern: one, Action: assessment.ActSign, Handler: web.Show(p.onePage)},
		{Method: http.MethodPost, Pattern: one, Action: assessment.ActJudge, Handler: p.judge},
		{Method: http.MethodPost, Pattern: one + "/answer", Action: assessment.ActSign, Handler: p.answer},
	}
}

// step is where a service asks for a joint judgement: the service, the stage and the instrument.
type step struct {
	service catalogue.Service
	stage   catalogue.Stage
	in      catalogue.Instrument
}

// stepOf finds the stage of a service that asks for a judgement.
func (p pages) stepOf(s catalogue.Service) (step, bool) {
	st, in, ok := p.set.JointStage(s)
	return step{s, st, in}, ok
}

// steps are those of the services in which somebody judges.
func (p pages) steps(a access.Actor) []step {
	var all []step
	for _, s := range p.set.Services() {
		if st, ok := p.stepOf(s); ok && casework.Judges(a, s.Key) {
			all = append(all, st)
		}
	}
	return all
}

// of gives the step of a service by its key.
func (p pages) of(service string) (step, error) {
	s, ok := p.set.Service(service)
	if !ok {
		return step{}, gate.NoSuchRecord()
	}
	st, ok := p.stepOf(s)
	if !ok {
		return step{}, errs.New(errs.NotFound, "this service agrees no priority with the police")
	}
	return st, nil
}

func (p pages) lookedAt() catalogue.List {
	l, _ := p.set.List("looked-at")
	return l
}

// referenceOf reads the reference in the address, however it was typed.
func referenceOf(r *web.Request) (id.Reference, error) {
	reference, err := id.ParseReference(r.Path("reference"))
	if err != nil {
		return "", gate.NoSuchRecord()
	}
	return reference, nil
}

func number(n int) string { return strconv.Itoa(n) }

// initials gives what a person is called; the reference for those who can't see even that.
func initials(v *seal.Value, reference id.Reference) string {
	if who := plainly(v); who != "" {
		return who
	}
	return string(reference)
}

func label(options []catalogue.Option, key string) string {
	i := slices.IndexFunc(options, func(o catalogue.Option) bool { return o.Key == key })
	if i < 0 {
		return "not given"
	}
	return options[i].Label
}

// plainly is what a value says, once it was opened.
func plainly(v *seal.Value) string {
	if v == nil || !v.IsOpen() {
		return ""
	}
	return v.Text()
}
