package demo_test

import (
	"testing"

	"goldenthread/internal/demo"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"

	"goldenthread/internal/app"
)

func TestThePilot(t *testing.T) {
	load(t, storetest.Open(t, store.SQLite, app.Schemas()...), demo.Pilot)
}
