// Package pilot is six months of the Cleveland and Durham victim referral pilot as records, with the
// existing transfer beside it: 198 people who came to the pilot and 210 who came to the Victim Care Unit from
// September 2015 to February 2016.
//
// No evaluation of the pilot was published that we know of: only its money, its length and the most cases that one
// case worker may take. So the pilot's own figures here are made up to be plausible, and none is compared with print.
// The Unit's follow what was published of the transfer itself, the dip samples of 2014: the same shares of them were
// left out, first rung or first written to, reached, and came to the same ends. What the decision leaves open (its first
// day, D11 and I-13) the records fill with the first day of the service's file.
//
// The files lie in testdata/pilot-2015-16 and are read with [Read]. They are the work of [Make], which is
// deterministic: `go generate ./internal/pilot` writes them again, and a test compares. Nobody in them is real:
// see [goldenthread/internal/madeup]; telephone numbers are 0191 498 0000 to 0407, kept for drama.
//
// What holds in them:
//   - no crime's victim is in both services, and none is in neither;
//   - the pilot has victims dealt with by Cleveland's Telephone Investigation Unit and victims of recorded crime in
//     Darlington; the Unit has the others, and leaves 16 out by type of crime, as it did;
//   - the Unit's first try goes by the type of crime, the pilot's never;
//   - no case worker takes more than 60 cases in the six months.
package pilot

//go:generate go run ./generate
