package catalogue

import "slices"

// What a referrer can be told that the engine itself knows the time of; a file names these and others of the
// list "referrer-news".
const (
	NewsReceived  = "received"
	NewsContacted = "contacted"
	NewsNoContact = "no_contact"
	NewsSessions  = "sessions"
	NewsClosed    = "closed"
)

// Passed is one stage a case has come to, and by which outcome of the stage before or, at its end, for which
// closing reason.
type Passed struct {
	Stage string
	By    string
}

// Progress is as much of a case as what its referrer may be told goes by: no content.
type Progress struct {
	Way      []Passed // oldest first
	Reached  bool     // the person was reached at least once
	Sessions int
	Closed   bool
}

// News gives what the service's file lets the referrer know of a case beside that it was received, in the file's order, by the keys of the
// list "referrer-news" (practice D10, parts 3.2 and 3.3). A stage tells when it is done. Where the case ended at
// it, it tells only what the outcome says, but for one that reached the person: then contact was made, or, where
// the protocol ended without, what the protocol says. Why it ended is never told.
func (s Service) News(p Progress) []string {
	said := map[string]bool{}
	for i, at := range p.Way {
		st, ok := s.Stage(at.Stage)
		switch {
		case !ok:
		case i+1 < len(p.Way):
			said[s.tellsAt(st, p.Way[i+1], p)] = true
		case st.Protocol != "" && p.Reached:
			said[st.Tells] = true // she was reached, and the stage goes on
		}
	}
	said[NewsClosed] = p.Closed && slices.ContainsFunc(s.StagesOf(StepClose), func(st Stage) bool { return st.Tells == NewsClosed })
	if said[NewsContacted] {
		delete(said, NewsNoContact) // lost sight of later
	}
	delete(said, NewsReceived) // the receipt itself says that
	if p.Sessions == 0 {
		delete(said, NewsSessions)
	}
	return slices.DeleteFunc(slices.Clone(s.Tells), func(news string) bool { return !said[news] })
}

// tellsAt gives what a stage tells that was left for the next.
func (s Service) tellsAt(st Stage, next Passed, p Progress) string {
	end, _ := s.Stage(next.Stage)
	outcome, known := st.Outcome(next.By)
	reason := outcome.Closes
	if !known && end.Step == StepClose {
		reason = next.By
	}
	protocol, calls := s.Protocol(st.Protocol)
	switch {
	case outcome.Tells != "":
		return outcome.Tells
	case reason == "":
		return st.Tells
	case calls && reason == protocol.Then.Closes:
		return protocol.Then.Tell
	case calls && (known || p.Reached), st.Step == StepSessions, !known && s.NeedsExitMeasure(reason):
		return st.Tells // an exit measure is asked of those who took something up
	}
	return ""
}
