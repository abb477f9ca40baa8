// Package madeup has what people who do not exist are made of: dice that fall the same everywhere, names
// from public lists, streets that are on no map. Who uses it keeps to telephone numbers from the ranges
// reserved for drama and to postcodes that are not in use.
package madeup
