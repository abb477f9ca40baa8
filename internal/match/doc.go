// Package match says whether two records may be about one person, and why.
//
// It is pure: no database, no key, no clock. Whoever calls it decrypts the records, keeps them in
// memory for as long as the comparison takes, and hands a person the reasons.
//
// How a look-up goes:
//
//  1. [NewName], [ParsePostcode], [ParsePhone], [ParseEmail] and [Born] bring what was typed to
//     one form, so that "O’Neill", "ONEILL" and "O'Neill" are one surname.
//  2. [Keys] gives the composite look-up keys of a record. The caller turns each into a keyed hash
//     before it is stored or asked for. No key is a surname, a first name or a date of birth alone:
//     equal hashes show how often a value occurs, and a common surname would give itself away.
//  3. [Compare] weighs a candidate found by a key against the record, field by field.
//
// The model is Fellegi and Sunter's. For each field, the level at which two records agree has two
// shares: m, how often it is seen in two records of one person, and u, how often in records of two
// different people. Its weight is log2(m/u): one more bit doubles the odds. The weights are fixed
// and stand in weights.go; they were set from published settings and counts, not fitted to any data of the
// people served, and [Model] names the set so that a stored score can be read later.
//
// What no weight may do, because it has hurt people:
//   - Surname, home and phone are a household's, and in domestic abuse the other person in the
//     household is the one to be kept away. Together they count no more than [HouseholdCap].
//   - Twins, and a parent and child of one name, are never more than "ask someone" (see [Veto]).
//   - A record of an other party is never joined to anyone without a person looking.
//   - Nothing here joins records. Confident means "propose it as very likely".
//
// Requirement R036 (the same person is never taken up twice).
package match
