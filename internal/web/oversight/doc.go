// Package oversight is the page of those who watch over the others: how the log stands, who has looked at one record, and how many
// people asked not to be contacted, and which records are past the day until which they may be kept. Nothing of any record is shown.
package oversight
