package caseworktest

import (
	"io/fs"
	"testing"

	"goldenthread/internal/gate/gatetest"
)

// OnBothWith is [OnBoth] with a catalogue that has more files, or other ones.
func OnBothWith(t *testing.T, catalogueFiles fs.FS, fn func(t *testing.T, w *World)) {
	t.Helper()
	gatetest.BothEngines(t, Schemas(), func(t *testing.T, f *gatetest.Fixture) { fn(t, Of(t, f, catalogueFiles)) })
}
