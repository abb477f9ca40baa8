// Package viewtest holds the tests that every page's templates must pass, for packages that define
// some: each is filled with nothing, with everything and with every switch off, and drawn; each
// struct is typed through and through; no template says an inside word.
package viewtest
