//go:build unix

package seal

import (
	"fmt"
	"os"
	"syscall"
)

// lockFile holds off other processes that change the ring, until unlock. The kernel lets go of the
// lock when the process ends, however it ends.
func lockFile(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("locking the key ring: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("locking the key ring: %w", err)
	}
	return func() { _ = f.Close() }, nil
}
