// Package archtest holds the tests about the tree itself: rules of the house that a reviewer would
// otherwise have to remember. Each file is one guard. A guard reads the source, the schema files or
// the lists that packages register at start-up, and names file, line and reason.
//
//	imports_test.go    who may import whom
//	database_test.go   database/sql, and a database in the hand, stay in few packages
//	names_test.go      names that only few may use: the time, who acts, opened plaintext, HTML
//	unaudited_test.go  who may change something without an audit event, and why
//	panics_test.go     who may stop the program, and why
//	shape_test.go      package names, length of files, doc.go, doc comments
//	sql_text_test.go   what SQL may say, and that its text is constant
//	sql_owner_test.go  whose tables and views a statement may touch
//	sql_engine_test.go every statement prepared on both engines
//	sql_plan_test.go   the index that drives the hottest statements
//	matrix_test.go     who may do what, as the golden file internal/access/matrix.golden
//	words_test.go      words of the machine room never reach a screen
//	column_test.go     the column registry and the schemas agree
//	event_test.go      an event holds ids and codes, never what people said
//	depend_test.go     few direct dependencies
//
// A guard is itself tested: shown source that breaks its rule, it must say so. A guard that finds a
// fault is not weakened; an exception is a row in its table, with the reason beside it.
package archtest
