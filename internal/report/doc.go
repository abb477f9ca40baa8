// Package report makes a service's return to its commissioner: tables whose every figure opens to
// the records it counts.
//
// A return is a file under catalogue/reports ([Definition]): which facts each table counts, its
// denominators in words, its rows with the codes they take, and the figures once printed. The
// counting is done by the database over the fact views that other packages publish (facts.go); the
// engine ([Build]) is a pure function from those counts to the finished [Report], so it can be
// tested on published tables without a database.
//
// What always holds:
//   - nothing is dropped: a code that no row lists gets a row of its own, and known and unknown
//     together make the total;
//   - the shares of one table add to 100 by largest remainder ([Shares]), as the printed reports do;
//   - a person spoken up for, or helped at court, is counted once, in the quarter of the first time,
//     so that the quarters add to the year;
//   - a figure that was printed and differs is said to differ, with the likely cause;
//   - the same records, by the same file as at the same date, give the same figures and, with the same words, the same check code.
//
// As at an earlier date what was recorded or dated later does not count. Some things are told as they stand today
// whatever the date: whether two folders are one person's, how far an item of home security has come, and what was written for the return. So a return made again
// as at the day of a version need not have its check code, nor when tables were added to its file since.
//
// A version can be kept ([Keep]): its figures, dates and digest; what has changed
// since can be told ([Report.Since]). Beside each table stands what was written ([Write]). What is published
// ([Release]) overlaps nothing the service published before.
//
// Tables: report_version, report_remark, report_publication. Everything counted is read from *_v_fact_* views, which hold no identity.
package report
