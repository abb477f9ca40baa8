// Package apptest gives tests the whole program over an empty partnership: the app's own wiring, on either
// engine, with a clock that is set by hand, the shipped catalogue, a team for every service, and people:
// an account of every role in every service, the same roles in an agency that has nothing to do with any of
// the cases, and suspended ones.
//
// [BothEngines] and [New] open it. [App.As] gives a context in which somebody acts, [App.Client] somebody's
// browser. [App.Refer] and [App.Case] bring a referral and a case about by the real commands. [App.Digest]
// tells whether anything was changed.
package apptest
