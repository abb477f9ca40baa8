package catalogue_test

import (
	"testing"

	files "goldenthread/catalogue"
	"goldenthread/internal/catalogue"
)

func TestShippedCatalogueLoads(t *testing.T) {
	t.Parallel()
	for _, p := range catalogue.Check(files.FS) {
		t.Error(p)
	}
}
