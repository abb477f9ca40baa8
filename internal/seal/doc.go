// Package seal keeps what is personal unreadable until the gate opens it.
//
// Identity, contact, story, notes and files are stored as boxes: AES-256-GCM under the key of one
// person or folder, with the table, column, row and key in the associated data, so that a box
// opens only in the place it was made for. A [Column] is registered once, with the section that
// guards it; a [Value] is one such field as read from the database, and prints "[sealed]" whatever
// prints it, also when it is open.
//
// # Keys
//
//	epoch key    a few, 32 bytes each, in the key ring: a file outside the database, with a second copy
//	  drawer key   1,024, in table seal_drawer, wrapped by the epoch key
//	    data key     one for each person or folder, in table seal_data_key, wrapped by its drawer's key
//
// A data key is inserted in the transaction that first needs it, so there is nothing to put right
// after a crash. [Keys.Erase] deletes a person's wrap and gives its drawer a new key, under which
// only the neighbours are wrapped again. Every 7 days [Keys.Rotate] makes a new epoch: the key is
// durable in the ring and its second copy first, then every drawer is wrapped anew in one
// transaction. An epoch key is destroyed 28 days after it retired. So no copy of the database, of
// whatever age, opens an erased person later than 35 days after she was erased, and a copy older
// than 35 days opens nothing at all. Copies of the ring are overwritten, never archived.
//
// # Invariants
//
//   - A key is never guessed: a box names its key, a drawer its epoch. A wrong or missing key is an
//     error, never another attempt.
//   - A drawer's mark is drawn anew with its key. A new data key is inserted only where the mark is
//     still the one it was wrapped for, so a stale drawer key in memory can lose nothing.
//   - Only the gate hands a Value its plaintext ([Opened]); archtest holds it to that.
//
// Tables: seal_epoch, seal_drawer, seal_data_key, seal_erasure (the ledger of erasures).
package seal
