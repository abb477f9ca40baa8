// Package workforce is the people who do the work, as far as it must be counted: how many cases
// each has taken, and how many more she may.
//
// A cap is the service's own (catalogue, cap): so many cases taken in so many months, rolling, by
// people in the roles it names. It counts cases taken, not cases open (R205, R206, I-17), and it is
// checked in the transaction that takes the case, so that two supervisors who allocate at once
// cannot pass it together.
//
// Table: workforce_taken. View for others: workforce_v_taken.
package workforce
