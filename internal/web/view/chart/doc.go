// Package chart draws the few charts the pages need as plain SVG: columns, bars, and a range
// against bands. They are drawn in per cent, so text keeps its size on a phone; they have a title
// and a description with the figures, values written at the bars, one colour and a scale from 0.
// The page sets the table of the same figures beside each.
package chart
