package search

import (
	"context"
	"slices"
	"sync"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// What an index holds at most, and how long it is used before it is made anew.
const (
	mostFiles  = 5_000
	mostTexts  = 100_000
	mostPlaces = 2_000_000
	keepFor    = 2 * time.Minute
)

// ruleIndex names the machine's reading in the audit log.
const ruleIndex = "search.index"

// Index holds what was made for each service that was searched lately. It lives in memory alone and can
// be thrown away at any time.
type Index struct {
	mu   sync.Mutex
	made map[string]*shelf // by service
}

// NewIndex makes an empty index.
func NewIndex() *Index { return &Index{made: map[string]*shelf{}} }

// shelf is the index of one service: its files, their texts, and where each token stands.
type shelf struct {
	at     clock.Instant
	files  []file
	texts  []text
	places map[int64][]int32 // texts in which a token stands, by its keyed hash
	cut    bool              // there was more than it holds
}

// file is one record: a person as one folder knows them.
type file struct {
	folder    id.Folder
	reference id.Reference
	hasCase   bool
	initials  text
}

// text is a text of a file, closed.
type text struct {
	file   int
	column string
	row    string
	box    []byte
}

// value gives the text to be opened: a value of its own each time, so that what one searcher opened is
// not open for the next.
func (s *shelf) value(t text) *seal.Value {
	return columns()[t.column].Value(s.files[t.file].folder, t.row, t.box)
}

// columns gives the sealed columns by name. They are all registered before anybody searches.
var columns = sync.OnceValue(func() map[string]seal.Column {
	all := map[string]seal.Column{}
	for _, c := range seal.Columns() {
		all[c.Name()] = c
	}
	return all
})

// of gives the index of a service, making it when there is none or it is too old. The unit must hold an
// allowed decision. Two who search at once may both make it; the later stays.
func (ix *Index) of(ctx context.Context, v *gate.View, service string) (*shelf, error) {
	ix.mu.Lock()
	made := ix.made[service]
	ix.mu.Unlock()
	if made != nil && v.Now().Sub(made.at) >= 0 && v.Now().Sub(made.at) < keepFor {
		return made, nil
	}
	made, err := build(ctx, v, service)
	if err != nil {
		return nil, err
	}
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.made[service] = made
	return made, nil
}

func build(ctx context.Context, v *gate.View, service string) (*shelf, error) {
	s := &shelf{at: v.Now(), places: map[int64][]int32{}}
	at := map[id.Folder]int{}
	rows := 0
	err := store.Each(ctx, v, textsSQL, func(scan store.Scan) error {
		var f file
		var t text
		if err := scan(&f.folder, &f.reference, &f.hasCase, &t.column, &t.row, &t.box); err != nil {
			return err
		}
		rows++
		n, known := at[f.folder]
		if !known {
			n = len(s.files)
			at[f.folder] = n
			s.files = append(s.files, f)
		}
		t.file = n
		if t.column == initialsColumn {
			s.files[n].initials = t
		} else if len(t.box) > 0 {
			s.texts = append(s.texts, t)
		}
		return nil
	}, service, mostFiles, mostTexts)
	if err != nil {
		return nil, err
	}
	s.cut = len(s.files) == mostFiles || rows == mostTexts
	values := make([]*seal.Value, len(s.texts))
	for i, t := range s.texts {
		values[i] = s.value(t)
	}
	places := 0
	err = v.Compare(ctx, ruleIndex, values, func(i int, plain string) {
		for _, tok := range sorts[s.texts[i].column].tokens(plain) {
			key := v.Blind(tok.rule, tok.text)
			here := s.places[key]
			if slices.Contains(here[max(0, len(here)-1):], int32(i)) {
				continue // the word stands twice in one text
			}
			if places++; places > mostPlaces {
				s.cut = true
				return
			}
			s.places[key] = append(here, int32(i))
		}
	})
	return s, err
}

// textsSQL reads the sealed texts of the latest referrals of a service, with what each is. Driven by
// referral_received, then by folder: CROSS JOIN has SQLite keep that order.
var textsSQL = store.SQL("search.texts", `
	WITH latest AS (
		SELECT r.folder_id, r.reference, r.referral_id, r.why, r.crime_ref, r.incident_ref,
			EXISTS (SELECT 1 FROM casework_v_case c WHERE c.referral_id = r.referral_id) AS has_case
		FROM referral_v_referral r
		WHERE r.service = $1
		ORDER BY r.received_on DESC, r.referral_id
		LIMIT $2
	), found AS (
		SELECT l.folder_id, l.reference, l.has_case, 'person_name.initials' AS what, n.name_id AS row_id, n.initials AS box
		FROM latest l CROSS JOIN person_v_name n WHERE n.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'person_name.full_name', n.name_id, n.full_name
		FROM latest l CROSS JOIN person_v_name n WHERE n.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'person_name.born', n.name_id, n.born
		FROM latest l CROSS JOIN person_v_name n WHERE n.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'contact_point.value', k.contact_id, k.value
		FROM latest l CROSS JOIN person_v_reach k WHERE k.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'story.wants', l.folder_id, s.wants
		FROM latest l CROSS JOIN person_v_story s WHERE s.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'story.told', l.folder_id, s.told
		FROM latest l CROSS JOIN person_v_story s WHERE s.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'referral.why', l.referral_id, l.why FROM latest l
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'referral.crime_ref', l.referral_id, l.crime_ref FROM latest l
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'referral.incident_ref', l.referral_id, l.incident_ref FROM latest l
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'case_note.note', w.row_id, w.note
		FROM latest l CROSS JOIN casework_v_note w WHERE w.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'case_session.note', w.row_id, w.note
		FROM latest l CROSS JOIN casework_v_session_note w WHERE w.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'case_goal.what', w.row_id, w.what
		FROM latest l CROSS JOIN casework_v_goal w WHERE w.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'case_issue.what', w.row_id, w.what
		FROM latest l CROSS JOIN casework_v_issue w WHERE w.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'case_issue.number', w.row_id, w.number
		FROM latest l CROSS JOIN casework_v_issue w WHERE w.folder_id = l.folder_id
		UNION ALL
		SELECT l.folder_id, l.reference, l.has_case, 'case_liaison.what', w.row_id, w.what
		FROM latest l CROSS JOIN casework_v_liaison w WHERE w.folder_id = l.folder_id
	)
	SELECT folder_id, reference, has_case, what, row_id, box FROM found LIMIT $3`)
