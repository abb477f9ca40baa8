// Package dipsample makes the two police files of testdata/police, with what became of each row.
//
// The counts are published: the dip samples of 118 victims in Cleveland (21 to 23 July 2014) and 85
// in Durham (three days of April 2014), which asked what the automated transfer from the police
// does in practice. The people are made up. Names are drawn from public lists of how common names
// are; streets are invented; postcodes stand in a real sector with unit letters that were not in use;
// telephone numbers are from the ranges that Ofcom keeps for film and theatre.
//
// The same seed gives the same bytes. To write the files again:
//
//	go test ./internal/intake/police/dipsample -update
package dipsample
