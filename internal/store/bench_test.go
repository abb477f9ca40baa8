package store_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// BenchmarkWrite is acknowledged, durable writes by several callers at once: with group commit they
// share the waits for the disk.
func BenchmarkWrite(b *testing.B) {
	for _, callers := range []int{1, 8, 32} {
		b.Run(fmt.Sprint("callers=", callers), func(b *testing.B) {
			db := storetest.Open(b, store.SQLite, schemas...)
			var n atomic.Int64
			b.SetParallelism(callers)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					err := db.Write(b.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
						_, err := store.Exec(ctx, u, addThing, fmt.Sprint(n.Add(1)), "name", 0)
						return err
					})
					if err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	db := storetest.Open(b, store.SQLite, schemas...)
	err := db.Write(b.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
		_, err := store.Exec(ctx, u, addThing, "a", "a", 1)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		err := db.Read(b.Context(), func(ctx context.Context, s *store.Snapshot) error {
			_, err := store.One(ctx, s, getThing, scanThing, "a")
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
