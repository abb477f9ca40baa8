// Package sealtest has what tests of sealed data need.
package sealtest

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"goldenthread/internal/errs"
	"goldenthread/internal/seal"
)

// Ring gives an empty key ring in memory, with the same rules as one in a file.
func Ring() seal.Ring { return &memory{} }

type memory struct {
	mu        sync.Mutex
	epochs    []seal.Epoch
	destroyed int64
	erased    []seal.Erasure
}

func (m *memory) Epochs(context.Context) ([]seal.Epoch, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.epochs), nil
}

func (m *memory) Add(_ context.Context, e seal.Epoch) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e.ID <= m.destroyed || slices.ContainsFunc(m.epochs, func(have seal.Epoch) bool { return have.ID == e.ID }) {
		return errs.New(errs.Conflict, fmt.Sprintf("the key ring has had an epoch %d already", e.ID))
	}
	m.epochs = append(m.epochs, e)
	return nil
}

func (m *memory) Destroy(_ context.Context, through int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.destroyed = max(m.destroyed, through)
	m.epochs = slices.DeleteFunc(m.epochs, func(e seal.Epoch) bool { return e.ID <= m.destroyed })
	return nil
}

func (m *memory) Erasures(context.Context) ([]seal.Erasure, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.erased), nil
}

func (m *memory) ChangeErasures(_ context.Context, edit func([]seal.Erasure) []seal.Erasure) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.erased = edit(m.erased)
	return nil
}
