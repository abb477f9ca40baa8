// Package search is the page on which somebody who works with people finds a record by what stands in
// it. What is typed is posted, never put into the address: it may be a name.
package search
