// Package setup is the first run of a partnership, and which edition of each service's file is in
// force.
//
// A service of the catalogue that no team runs gets a team, under an agency named for the
// partnership itself, so that a first file can be taken in before anyone has set up agencies; the
// system administrator gives the service to its real team afterwards. Each time the program starts
// with another edition of a service's file, the change is recorded with its digest, so that it can be
// told later by which rules a referral was judged.
//
// The first start also writes down whether the people in the database are real or a demonstration's: see [Kind].
//
// Tables: setup_service, setup_partnership.
package setup
