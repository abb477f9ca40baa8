package demo_test

import (
	"testing"

	"goldenthread/internal/app"
	"goldenthread/internal/demo"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// TestThePilot: 408 people go through the commands of two services, each on its own date. Every one of them is
// there in the end, and no case worker passes the cap.
func TestThePilot(t *testing.T) {
	storetest.BothEngines(t, app.Schemas(), func(t *testing.T, db *store.DB) {
		load(t, db, demo.Pilot)
	})
}
