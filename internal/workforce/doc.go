// Package workforce is the people who do the work: what they do beside the cases, where they work their
// days, and how many cases each has taken, and how many more she may.
//
// A cap is the service's own (catalogue, cap): so many cases taken in so many months, rolling, by
// people in the roles it names. It counts cases taken, not cases open (R205, R206, I-17), and it is
// checked in the transaction that takes the case, so that two supervisors who allocate at once
// cannot pass it together.
//
// The log is read by everybody who works in the service and stands in its returns: its words name
// nobody, and what is taken back stays, with when (doc/decisions/0004).
//
// Tables: workforce_taken, workforce_activity, workforce_day. Views for others: workforce_v_taken,
// workforce_v_fact_activity, workforce_v_fact_day.
package workforce
