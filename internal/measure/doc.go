// Package measure says what numbers taken twice come to: a statement answered at the beginning and at the
// end ([Paired]), a share with the room it leaves ([Share]), a case scored by two people ([Kappa]). It is
// pure arithmetic and knows neither people nor tables; pages and returns use the same functions, so that
// the same figures always come out. Each function names its method and where its test's values are from.
package measure
