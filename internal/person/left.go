package person

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/match"
	"goldenthread/internal/store"
)

// Left is what a look-up left out: records that share some look-up key with the person, and whose
// keys say less than those of the records that were compared. It holds nothing about anybody.
type Left struct {
	Compared int
	Records  int  // that were not compared
	OrMore   bool // there may be more: they were counted no further
	Rules    []string
}

// Words says it to whoever decides about links: "At least 441 more records share only the postcode
// and a name that sounds alike, and were not compared." Empty when nothing was left out.
func (l Left) Words() string {
	if l.Records == 0 {
		return ""
	}
	number, records, share := strconv.Itoa(l.Records), "records", "share"
	if l.OrMore {
		number = "At least " + number
	}
	if l.Records == 1 {
		records, share = "record", "shares"
	}
	in := make([]string, len(l.Rules))
	for i, r := range l.Rules {
		in[i] = match.RuleWords(r)
	}
	return fmt.Sprintf("%s more %s %s only %s, and %s not compared. A date of birth, a telephone number or an e-mail address tells them apart.",
		number, records, share, strings.Join(in, ", or "), map[bool]string{true: "was", false: "were"}[l.Records == 1])
}

// setLeft keeps what was left out of the look-up of somebody supported, in place of what an earlier
// look-up left.
func setLeft(ctx context.Context, tx *gate.Tx, folder id.Folder, l Left) error {
	if l.Records == 0 {
		return nil
	}
	_, err := store.Exec(ctx, tx, putLeftSQL, folder, l.Compared, l.Records, l.OrMore, strings.Join(l.Rules, " "), tx.Now(), tx.Entry())
	return err
}

// NotCompared gives what was left out when the person of a folder was looked up. Those who decide
// links may see it.
func NotCompared(ctx context.Context, v gate.Reader, folder id.Folder) (Left, error) {
	if err := v.Authorize(ctx, ActLink, gate.On{Folder: folder}); err != nil {
		return Left{}, err
	}
	l, _, err := store.Find(ctx, v, leftSQL, func(scan store.Scan) (Left, error) {
		var l Left
		var rules string
		err := scan(&l.Compared, &l.Records, &l.OrMore, &rules)
		l.Rules = strings.Fields(rules)
		return l, err
	}, folder)
	return l, err
}

var (
	putLeftSQL = store.SQL("person.putLeft", `
	INSERT INTO look_up_left (folder_id, compared, records, or_more, rules, left_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (folder_id) DO UPDATE SET compared = excluded.compared, records = excluded.records, or_more = excluded.or_more,
		rules = excluded.rules, left_at = excluded.left_at, last_entry = excluded.last_entry`)

	dropLeftSQL = store.SQL("person.dropLeft", `
	DELETE FROM look_up_left WHERE folder_id = $1`)

	leftSQL = store.SQL("person.left", `
	SELECT compared, records, or_more, rules FROM look_up_left WHERE folder_id = $1`)
)
