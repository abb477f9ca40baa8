// Package access decides who may do what. It is pure: facts in, decision out, no database.
//
// An [Actor] is who acts: a person signed in, a part of the system on somebody's behalf, a report
// that only counts, or nobody. A capability declares each of its [Action]s once, with the [Policy]
// that says what it asks. The gate gathers the [Facts] (what the actor's grants allow on this folder today) and
// asks [Decide]. The whole table of roles and actions is printed to matrix.golden by a test: a
// change of policy is a change of that file.
//
// Two rules hold always: someone excluded from a folder can do nothing with it and cannot tell;
// and what an actor may not see looks exactly like what does not exist.
package access
