// Package assessment asks the questions of the catalogue's instruments about one person, scores the
// answers, explains the score, and keeps every version.
//
// A score is worked out once, by the edition of the instrument in force on the day, and never again
// under a later one. Missing answers make a range, not a smaller number. The band, the threshold for
// the panel and a person's own judgement are three things: an override needs a reason and keeps both.
// Statements on a scale, asked before, at review and at exit, are recorded here too; so is why one was
// not asked. The package knows a folder, never a case.
//
// Tables: assessment, assessment_answer. Views for others: assessment_v_latest, assessment_v_fact_measure.
package assessment
