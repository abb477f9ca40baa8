package identity

import (
	"os"
	"testing"

	"github.com/alexedwards/argon2id"
)

// TestMain makes hashing cheap: what it costs is not what these tests are about.
func TestMain(m *testing.M) {
	cost = argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	os.Exit(m.Run())
}
