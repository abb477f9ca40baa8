// Package id makes the names of things: random, typed, and never in sequence.
//
// An id is 80 random bits, so nobody can guess one from another. A [Reference] is what people say
// on the telephone: GT-7K3M-92QX.
package id
