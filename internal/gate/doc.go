// Package gate is the one door to the records. Nothing is read or written except through it.
//
// [Read] runs a function on one snapshot with a [View]; [Write] runs one in a transaction with a
// [Tx]. Both take who acts from the context. What they hold to, whoever calls:
//
//   - a write without an allowed access decision, or without an audit event, rolls back;
//   - a read without an allowed access decision fails;
//   - a sealed value opens only through [View.Open], which checks the folder and section of every
//     item for this actor, and what was opened is recorded before anything is returned: if the
//     record cannot be made, the caller gets errs.Unavailable and nothing else;
//   - what was opened is recorded also when the function fails or the change rolls back;
//   - the same actor, command and idempotency key get the first result again, and one effect;
//   - ids, references and the time come from the unit of work;
//   - an actor who may not see a folder gets errs.NotFound, as for one that does not exist, at the
//     same cost and with the same record;
//   - what a savepoint undoes, the gate forgets; what was opened in it, it does not.
//
// A function handed to Read or Write may run twice. It returns values, changes nothing outside,
// sends nothing, renders nothing and hashes no password.
//
// Tables: folder, access_grant, access_exclusion, membership, role_ceiling, write_done, outbox. Views for
// others: gate_v_access, gate_v_exclusion, gate_v_folder, gate_v_membership.
package gate
