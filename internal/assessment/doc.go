// Package assessment asks the questions of the catalogue's instruments about one person, scores the
// answers, explains the score, and keeps every version.
//
// A score is worked out once, by the edition of the instrument in force on the day, and never again
// under a later one. Missing answers make a range, not a smaller number. The band, the threshold for
// the panel and a person's own judgement are three things: an override needs a reason and keeps both.
// Statements on a scale, asked before, at review and at exit, are recorded here too; so is why one was
// not asked. The package knows a folder, never a case.
//
// How data takes its way: a page asks the questions of one instrument ([Record]); [Work] scores them, and the
// answers, the facts used and the score are kept as one asking. Pages read askings back ([History]) and explain
// them by the edition they were asked under. Returns read the fact views: assessment_v_fact_measure has a row for
// every statement answered, and one for every asking that was not done, with the reason; assessment_v_fact_pair
// has the statements answered at the beginning and again later. Both say from when until when a row counts, so
// that a return as at a day pairs what was known on that day. What pairs come to is package measure.
//
// Some first scores are drawn, by the program, to be scored again by somebody who sees neither the score nor who
// gave it ([TakeAgain], [ScoreAgain]). Both are kept, nothing goes by the second, and [Agreements] says how far
// people agree.
//
// What another body made of the person is handed over by its agency ([HandOver]) or written down by a worker ([WriteDown]);
// the few questions that every agency asks come with the referral ([AtTheDoor]).
// A recent one that was shared stands: its answers are carried over into the next asking, and whoever asks one of them
// again all the same says so ([Reuse]). Of every question that was known it is kept which of the two it was: how often
// people are asked twice is a figure of the returns.
//
// Tables: assessment, assessment_answer, second_score, second_answer, received_assessment, received_answer,
// assessment_known. Views for others: assessment_v_latest, assessment_v_asked, assessment_v_received, assessment_v_to_score,
// assessment_v_scored_twice, assessment_v_fact_measure, assessment_v_fact_pair, assessment_v_fact_known.
package assessment
