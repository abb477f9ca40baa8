// Package store keeps rows in SQLite or PostgreSQL, with one SQL text and one meaning on both.
//
// # How it is used
//
// A statement is a named constant, made once at start-up and prepared on both engines by a test:
//
//	var openCase = store.SQL("casework.openCase", `INSERT INTO cases (id, opened_at) VALUES ($1, $2)`)
//
// It runs inside [DB.Write], which gives a [Unit] (all or nothing, durable when Write returns nil), or
// inside [DB.Read], which gives a [Snapshot] (one unmoving view of the data; it cannot write). The
// functions [Collect], [One], [Find], [Each] and [Exec] run it. Nobody outside sees database/sql.
//
// # What holds
//
//   - A function given to Write or Read may run twice. It returns values and changes nothing outside.
//   - Write returns nil only when the change is on the disk. When it returns an error nothing was
//     changed, with one exception that no database can avoid: when the connection or the disk fails
//     during the commit itself, the answer is Unavailable and the change may be there. Idempotency keys are for that.
//   - After a failed statement a Unit is dead: every later statement gives the same error and nothing is
//     kept, on both engines. [Unit.Try] is for a failure that is expected.
//   - One statement at a time: inside Each no other statement can run on the same unit.
//   - A Write or Read inside another is refused. It would wait for itself.
//   - No error holds a value from a row or from an argument.
//
// # The engines
//
// SQLite (file writer.go): one writer takes requests of all callers and commits up to 64 of them
// together, each in a savepoint, so that they share one wait for the disk and one's failure is not
// another's. A caller's context never reaches a statement there: SQLite answers a cancelled statement
// by rolling back everybody's work. Readers are a few connections that cannot write.
//
// PostgreSQL (file postgres.go): writes are SERIALIZABLE and run again on a serialisation failure,
// reads are REPEATABLE READ READ ONLY. The connection gives up its rights for those of the role
// goldenthread_app, which has no DDL and may only add to insert-only tables.
//
// # The shared SQL
//
// Column types: text, bigint, integer, boolean, bytea. Placeholders are $1, $2; they bind by number.
// [SQL] lists the fragments in which the engines differ. No now(), ILIKE, ANY, DISTINCT ON, LATERAL or JSON operators.
package store
