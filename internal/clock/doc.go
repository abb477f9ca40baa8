// Package clock is the only place that asks what time it is.
//
// Instants are whole microseconds in UTC; civil dates are days in Europe/London, because that is
// how services count and report. Both are plain values that both databases store alike: an
// [Instant] as an integer, a [Date] as the text 2026-11-19, so that both sort as they should.
package clock
