// Package job carries out the effects that capabilities left in the outbox: it claims what is due,
// runs the handler that the app registered for its kind, and puts back what failed, later each
// time. A handler acts as the system actor "job" on behalf of whoever caused the effect, through
// the same gate as everyone. After eight tries an effect is given up, and waits
// for an administrator, who has it tried again ([TryAgain]) or leaves it ([Leave]).
//
// An effect is carried out at least once: a handler passes the effect's id as its idempotency key.
package job
