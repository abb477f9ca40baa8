// Package workforce is the people who do the work: what they can do and when, what is due for them, what
// they do beside the cases, where they work their days, and how many cases each has taken, and how many
// more she may.
//
// A cap is the service's own (catalogue, cap): so many cases taken in so many months, rolling, by
// people in the roles it names. It counts cases taken, not cases open (R205, R206, I-17), and it is
// checked in the transaction that takes the case, so that two supervisors who allocate at once
// cannot pass it together.
//
// The register has one record for each person and service. Codes and days (skills, languages, areas,
// what ends when) are in clear, for allocating and for the supervisors' list. What is said about her
// (details of checks, supervision, what she spent on what) is in a folder of her own, of kind "staff", in
// the one section that no role but a supervisor's can be shown. It is granted to the supervisor who is named
// on the record, and to her: colleagues, administrators and other supervisors can't tell that there is
// anything (doc/decisions/0005). Nobody decides about her own record.
//
// How a call was for her, when she says so, and the thanks she was given are in that folder too: what waits for her supervisor reaches that
// one and nobody else, and none of it is in a view for others, so in no return (checkin.go, thanks.go). She takes back what she wrote (unsay.go).
//
// The log is read by everybody who works in the service and stands in its returns: its words name
// nobody, and what is taken back stays, with when (doc/decisions/0004).
//
// A post is a place to be filled, and says of nobody who fills it. Each look at it is kept (post.go).
//
// Tables: workforce_taken, workforce_activity, workforce_day, workforce_person, workforce_trait, workforce_check,
// workforce_supervision, workforce_expense, workforce_placement, workforce_absence, workforce_post, workforce_checkin, workforce_thanks. Views for others:
// workforce_v_taken, workforce_v_person, workforce_v_trait, workforce_v_absence, workforce_v_fact_*.
package workforce
