// Package audit writes down who did and who saw what, so that nobody can change it unseen.
//
// An [Entry] is inserted in the transaction of the change it tells of, or, for a reading, before
// anything is shown. Its body is stored as the exact bytes that are hashed; with a random salt they
// are a leaf of an RFC 6962 tree:
//
//	leaf = SHA-256(0x00 | salt | body)
//
// The body holds ids, codes, field names and keyed digests, never personal data, so that a person
// can be erased and the tree still proves. The salt keeps short bodies from being guessed from
// published hashes.
//
// # From entry to tree
//
// [Log.Append] inserts the entry, a row in audit_pending that says it is not in the tree yet, and a
// row in audit_subject for each subject looked at. [Log.Sequence] takes pending rows in whatever order
// it finds them, appends their leaves and moves the head by compare-and-set. There is no cursor, so an
// entry that commits late is taken later and never passed over. On SQLite this happens within the
// transaction of the entries themselves; on PostgreSQL a leader, chosen by a lease with a fence, does
// it several times a second ([Log.Run]).
//
// A leaf's row holds the hashes that its leaf completed: its own first, then those of the subtrees
// that end with it. So hash i of the tree (in the numbering of sumdb/tlog) is found in one row.
//
// # Proof
//
// A [Log.Checkpoint] is the tree's size and root, signed, with the digest of the policy in force; it goes
// to the partner agencies. [Verify] computes everything again from the bodies. [Prove] makes a bundle
// that convinces without the rest of the log. What cannot be seen: changes made after the last
// checkpoint that left the house, by somebody who rewrites everything that follows.
//
// # Tables
//
// audit_entry, audit_leaf, audit_subject and audit_checkpoint are only ever added to, which the database enforces;
// audit_pending is emptied; audit_head has one row. Others read audit_v_entry.
package audit
