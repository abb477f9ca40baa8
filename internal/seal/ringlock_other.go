//go:build !unix

package seal

import "goldenthread/internal/errs"

// lockFile refuses: without a lock two processes could each make an epoch key, and one be lost.
func lockFile(string) (unlock func(), err error) {
	return nil, errs.New(errs.Unavailable, "a key ring in a file needs a Unix system")
}
