// Package team is a supervisor's page of one service: what needs somebody (danger, broken promises, late
// steps, people who wait, cases nobody has, missing assessments), how much each colleague has, and the good
// news. Every count leads to the list it counts.
package team
