// Package cases is the pages of one case, from the list of cases to its close: the overview with its
// tabs, and one page for each thing that is recorded. Each action has a file of its own, named like
// its address: /cases/{reference}/close is close.go.
//
// Every page of a case carries the identity bar: initials, risk, the rule of safe contact before the
// button that shows a number, Act now. A case is addressed by its reference, which is random and
// says nothing of the person. Nothing of the other party stands on these pages.
package cases
