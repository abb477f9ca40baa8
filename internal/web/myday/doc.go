// Package myday is the first page of everybody who works with people: what one worker has to do
// today, most urgent first, and nothing that needs no action. Danger, calls, promises, then the rest.
// A number is shown in its own row, after its rule, and the same row then asks how the call went.
package myday
