// Package app puts the program together: database, keys, audit log, gate, catalogue, pages. It is
// plain code, read from top to bottom: [Open] makes everything a command needs, [App.Handler] what
// the browser needs beside.
//
// Everything of one partnership lies in one data folder:
//
//	goldenthread.db        the database, unless another address is given
//	keys/ring.json         epoch keys; never part of a backup of the data
//	keys/second/ring.json  their second copy: put this folder on another disk
//	keys/signer            the key checkpoints are signed with
//	keys/erased.json       the ledger of erasures, for restoring an older copy; keys/second/erased.json is its second copy
//	demonstration          marks a demonstration; what decides is the database (setup.Kind)
package app
