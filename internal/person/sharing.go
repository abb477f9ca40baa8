package person

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"goldenthread/internal/gate"
	"goldenthread/internal/match"
	"goldenthread/internal/store"
)

// owner is one of the people looked up, whose key a key is, and the rule that made it of her.
type owner struct {
	look int
	rule string
}

// sharing finds which records share look-up keys with the people looked up.
type sharing struct {
	owners map[int64][]owner
	ranks  []ranking // one for each look
}

// ranking gathers, for one person looked up, what the shared keys say of each record.
type ranking struct {
	records map[place]*shared
	common  []lookUpKey // keys that more than tooCommon records have
}

// shared is what one record has in common with the person looked up.
type shared struct {
	bits  float64 // how much the shared keys say: one held by few says more than one held by many
	rules []string
}

// ask reads which records have the keys. Of keys that are too common it asks again together: a
// record must share two of them.
func (s sharing) ask(ctx context.Context, v gate.Reader) error {
	rows := make([][]any, 0, len(s.owners))
	for k := range s.owners {
		rows = append(rows, []any{strconv.FormatInt(k, 10)}) // as text: see findByKeysSQL
	}
	slices.SortFunc(rows, func(a, b []any) int { return cmp.Compare(a[0].(string), b[0].(string)) })
	err := store.Each(ctx, v, findByKeysSQL, func(scan store.Scan) error {
		var (
			key  int64
			size int
			p    place
		)
		if err := scan(&key, &size, store.Maybe(&p.person), store.Maybe(&p.folder)); err != nil {
			return err
		}
		for _, o := range s.owners[key] {
			if size > tooCommon {
				s.ranks[o.look].common = append(s.ranks[o.look].common, lookUpKey{key, o.rule})
			} else {
				s.ranks[o.look].add(p, match.Bits(size), o.rule)
			}
		}
		return nil
	}, store.Rows(rows))
	if err != nil {
		return err
	}
	for i := range s.ranks {
		if err := s.ranks[i].askCommon(ctx, v); err != nil {
			return err
		}
	}
	return nil
}

// askCommon finds the records that share at least two of the keys that are too common.
func (r *ranking) askCommon(ctx context.Context, v gate.Reader) error {
	if len(r.common) < 2 {
		return nil // one key shared with more than 500, and no other: not enough to propose anything
	}
	keys := make([]int64, len(r.common))
	for i, k := range r.common {
		keys[i] = k.hash
	}
	return store.Each(ctx, v, findByCommonKeysSQL, func(scan store.Scan) error {
		var (
			p     place
			share int
		)
		if err := scan(&p.person, &p.folder, &share); err != nil {
			return err
		}
		r.add(p, float64(share)*match.Bits(tooCommon), "")
		return nil
	}, mostCompared, store.List(keys))
}

func (r *ranking) add(p place, bits float64, rule string) {
	if r.records == nil {
		r.records = map[place]*shared{}
	}
	s := r.records[p]
	if s == nil {
		s = &shared{}
		r.records[p] = s
	}
	s.bits += bits
	if rule != "" && !slices.Contains(s.rules, rule) {
		s.rules = append(s.rules, rule)
	}
}

// best gives the records to compare, those first whose shared keys say most, and what is left out.
func (r ranking) best() ([]place, Left) {
	all := make([]place, 0, len(r.records))
	for p := range r.records {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b place) int {
		return cmp.Or(cmp.Compare(r.records[b].bits, r.records[a].bits), cmp.Compare(a.folder, b.folder), cmp.Compare(a.person, b.person))
	})
	n := min(len(all), mostCompared)
	left := Left{Compared: n, Records: len(all) - n}
	rules := map[string]bool{}
	for _, p := range all[n:] {
		for _, rule := range r.records[p].rules {
			rules[rule] = true
		}
	}
	if len(r.common) > 0 { // how many have such a key was counted to one above what is too common
		left.Records, left.OrMore = max(left.Records, tooCommon+1-n), true
		for _, k := range r.common {
			rules[k.rule] = true
		}
	}
	for rule := range rules {
		left.Rules = append(left.Rules, rule)
	}
	slices.Sort(left.Rules)
	return all[:n], left
}
