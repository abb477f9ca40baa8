package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// bar makes the identity bar. number is the one that was just shown, or "".
func (c kase) bar(r *web.Request, shown string) *view.IdentityBar {
	b := &view.IdentityBar{
		Name: c.initials(), Risk: c.riskTag(), Was: c.was(), Flags: view.RaisedFlags(c.Case.HighRisk, c.Case.HighNeed), Short: c.short(), Rule: c.rule(), Number: shown, ActNow: c.at("act-now"), Known: c.mustKnow(),
	}
	if r.Could(casework.ActNote) {
		b.Do = []view.Part{view.LinkButton{Text: "Add note", Href: c.at("note"), Kind: view.Secondary}}
	}
	point, found := c.firstNumber()
	switch {
	case shown != "":
	case found && c.mayRing(r):
		if c.About.Safe.State != person.Unsafe { // it would be refused
			b.Show = c.show(r, point, view.Button{Text: "Show number", Unseen: " of " + c.initials(), Kind: view.AsLink})
		}
		b.After = view.Link{Text: "Record a call", Href: c.at("call")}
	case !found && c.Stop == "" && c.Case.State == casework.Open:
		b.After = view.Text("There is no number that may be rung.")
	}
	return b
}

// mayRing tells whether the button that shows a number makes sense: the gate decides.
func (c kase) mayRing(r *web.Request) bool {
	return c.Stop == "" && (c.Case.State == casework.Open || c.checkDue()) && r.Could(person.ActShowNumber)
}

// checkDue tells whether somebody is to ask, some time after closing, how the person is.
func (c kase) checkDue() bool {
	return c.asksLater() && c.Case.AsksAfter(c.Now.Date())
}

// asksLater tells whether somebody is to ask one day how the person is; where contact is stopped meanwhile, after that is settled.
func (c kase) asksLater() bool {
	return !c.Case.CheckOn.IsZero() && (c.Stop == "" || c.StoppedAfter())
}

// show is the form that shows a number: a browser may fetch a link ahead, and each showing is recorded.
func (c kase) show(r *web.Request, point person.Contact, b view.Button) *view.ButtonForm {
	return &view.ButtonForm{Action: c.at("number"), Key: r.Key(), Hidden: []view.Hidden{{Name: "contact", Value: string(point.ID)}}, Button: b}
}

// firstNumber gives the first number that may be rung.
func (c kase) firstNumber() (person.Contact, bool) {
	for _, k := range c.About.Contacts {
		if (k.Kind == person.Phone || k.Kind == person.Mobile) && k.Call != person.No && !k.Wrong {
			return k, true
		}
	}
	return person.Contact{}, false
}

// rule says how it is safe to reach the person, or why nobody is to try.
func (c kase) rule() view.Part {
	if c.Stop != "" {
		return view.Strong(stopWords(c.Stop))
	}
	return view.SafeRule(c.About.Safe.Sentence())
}

func stopWords(stop string) string { return stop + ". Nobody makes contact." }

// stopNext says what has to happen before contact can go on, unless that is what was said already.
func (c kase) stopNext() view.Part {
	if c.Came.State != referral.Held && !c.StoppedAfter() {
		return nil
	}
	return view.Para(capital(c.Came.Reason.Next()) + ".")
}

// short is the rule in a few words, for the line that stays on a telephone.
func (c kase) short() string {
	if c.Stop != "" {
		return "No contact."
	}
	return shortRule(c.About.Safe)
}

// riskTag is the risk as a word, with the way it went.
func (c kase) riskTag() *view.Tag {
	if c.Again != "" {
		return &view.Tag{Text: "Risk not shown", Colour: view.Grey}
	}
	now, ok := c.band(c.Risk.Instrument, c.Risk.Band)
	if !ok {
		return &view.Tag{Text: "Risk not asked yet", Colour: view.Grey}
	}
	tag := &view.Tag{Text: now.Name, Colour: bandColour(c.set, c.Risk.Instrument, c.Risk.Band)}
	in, _ := c.set.Instrument(c.Risk.Instrument)
	if c.Risk.BeforeBand == "" {
		return tag
	}
	switch was := in.BandRank(c.Risk.BeforeBand); {
	case was < in.BandRank(c.Risk.Band):
		tag.Mark, tag.Unseen = "↑", "and rising"
	case was > in.BandRank(c.Risk.Band):
		tag.Mark, tag.Unseen = "↓", "and falling"
	}
	return tag
}

func (c kase) was() string {
	before, ok := c.band(c.Risk.Instrument, c.Risk.BeforeBand)
	if !ok {
		return ""
	}
	return "was " + before.Name + " on " + dayMonth(c.Risk.BeforeOn)
}

func (c kase) band(instrument, key string) (catalogue.RiskBand, bool) {
	in, ok := c.set.Instrument(instrument)
	if !ok {
		return catalogue.RiskBand{}, false
	}
	return in.BandNamed(key)
}

// bandColour helps the word: the highest band is red, the one below orange.
func bandColour(set *catalogue.Set, instrument, key string) view.Colour {
	in, ok := set.Instrument(instrument)
	if !ok {
		return view.Grey
	}
	switch len(in.Bands) - 1 - in.BandRank(key) {
	case 0:
		return view.Red
	case 1:
		return view.Orange
	}
	return view.Green
}
