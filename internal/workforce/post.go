package workforce

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActPosts is seeing the posts of a service and writing down how they stand: its supervisors answer for them.
var ActPosts = access.Declare("staff.posts", access.Policy{Roles: []access.Role{access.Supervisor}})

// PostState says how a post stands.
type PostState string

// The states.
const (
	Filled PostState = "filled"
	Vacant PostState = "vacant"
	Ended  PostState = "ended" // there is no such post any more
)

// Post is a post of a service as it was last looked at: how much of full time it is, and over which areas (R209). Who
// holds it is no part of it.
type Post struct {
	Look       string // this look at it
	Role       access.Role
	Share      int      // hundredths of full time
	Areas      []string // ONS codes; none: all of the service's
	State      PostState
	Since      clock.Date // of the state
	Adverts    int        // how often it was advertised since it fell vacant
	Difficulty string     // of recruiting to it, a risk to the service: a code of the list recruiting (R211)
	Note       string
	AgainOn    clock.Date // when it is to be looked at again; empty: nobody said
	LookedOn   clock.Date
}

// LookAtPost writes down a new post, or how one stands now. The look before it is kept. Supervisors of the service may.
//
// What is noted stands in returns: it names nobody, and a reference or a telephone number in it is refused. Fails
// with errs.Invalid field by field, errs.NotFound, and errs.Stale when somebody looked at it meanwhile. Records PostLookedAt.
type LookAtPost struct {
	Service      catalogue.Service
	Roles        catalogue.List // roles, of the catalogue
	Difficulties catalogue.List // recruiting, of the catalogue
	Post                        // its Look is the one this follows; empty: a new post
}

// PostLookedAt says that somebody wrote down how a post stands.
type PostLookedAt struct {
	Post       string    `json:"post"`
	Look       string    `json:"look"`
	Service    string    `json:"service"`
	State      PostState `json:"state"`
	Difficulty string    `json:"difficulty"`
}

// EventKind names the event.
func (PostLookedAt) EventKind() string { return "staff.post looked at" }

// Run writes it down and gives the id of the look.
func (l LookAtPost) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActPosts, gate.On{Service: l.Service.Key}); err != nil {
		return "", err
	}
	today := tx.Now().Date()
	if err := l.check(today); err != nil {
		return "", err
	}
	look, post := tx.NewID(), tx.NewID()
	if l.Look != "" {
		var err error
		if post, err = l.replace(ctx, tx, today); err != nil {
			return "", err
		}
	}
	if _, err := store.Exec(ctx, tx, addPostSQL, look, post, l.Service.Key, l.Role, l.Share, strings.Join(l.Areas, " "), l.State, l.Since, l.Adverts,
		l.Difficulty, l.Note, l.AgainOn, today, tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(PostLookedAt{Post: post, Look: look, Service: l.Service.Key, State: l.State, Difficulty: l.Difficulty})
	return look, nil
}

// replace ends the look before this one and gives whose post it is.
func (l LookAtPost) replace(ctx context.Context, tx *gate.Tx, today clock.Date) (string, error) {
	post, err := store.One(ctx, tx, postOfSQL, store.Value[string], l.Look, l.Service.Key)
	if err != nil {
		return "", err
	}
	n, err := store.Exec(ctx, tx, replacePostSQL, l.Look, today, tx.Entry())
	if err == nil && n == 0 {
		err = errs.New(errs.Stale, "Somebody wrote down how this post stands since you opened the page. Look at it again.")
	}
	return post, err
}

const mostAdverts = 99

func (l LookAtPost) check(today clock.Date) error {
	var bad errs.Fields
	if _, ok := l.Roles.Code(string(l.Role)); !ok {
		bad.Add("role", "Choose the role")
	}
	if l.Share < 1 || l.Share > 100 {
		bad.Add("share", "Give the part of full time, from 0.01 to 1: half is 0.5")
	}
	if slices.ContainsFunc(l.Areas, func(code string) bool { return !l.Service.Serves(code) }) {
		bad.Add("areas", "Choose from the list")
	}
	if !slices.Contains([]PostState{Filled, Vacant, Ended}, l.State) {
		bad.Add("state", "Say whether it is filled, vacant or ended")
	}
	if l.Since.IsZero() || l.Since > today {
		bad.Add("since", "Give the day since when: today or earlier")
	}
	if l.Adverts < 0 || l.Adverts > mostAdverts {
		bad.Add("adverts", "Give how often: 0 to 99")
	}
	if _, ok := l.Difficulties.Code(l.Difficulty); !ok {
		bad.Add("difficulty", "Say how difficult recruiting is")
	}
	switch {
	case l.State == Vacant && l.Note == "":
		bad.Add("note", "Say in a sentence how recruiting stands")
	case len([]rune(l.Note)) > longestOutcome:
		bad.Add("note", "Say it in at most 1,000 characters")
	case id.TellsOfSomebody(l.Note):
		bad.Add("note", "Leave out references and telephone numbers: these words stand in returns")
	}
	switch {
	case l.State == Vacant && l.AgainOn.IsZero():
		bad.Add("again", "Give the day on which you will look at it again")
	case !l.AgainOn.IsZero() && l.AgainOn <= today:
		bad.Add("again", "Give a day after today")
	}
	return bad.Err()
}

// mostPosts is how many posts a page lists: a service has a few.
const mostPosts = 100

// Posts lists the posts of a service as they were last looked at, vacant ones first, then by role. Its supervisors may.
func Posts(ctx context.Context, v gate.Reader, service string) ([]Post, error) {
	if err := v.Authorize(ctx, ActPosts, gate.On{Service: service}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, postsSQL, func(scan store.Scan) (Post, error) {
		var p Post
		var areas string
		err := scan(&p.Look, &p.Role, &p.Share, &areas, &p.State, &p.Since, &p.Adverts, &p.Difficulty, &p.Note, &p.AgainOn, &p.LookedOn)
		p.Areas = strings.Fields(areas)
		return p, err
	}, service, mostPosts)
}

var addPostSQL = store.SQL("workforce.addPost", `
	INSERT INTO workforce_post (id, post_id, service, role, share, areas, state, since_on, adverts, difficulty, note, again_on, looked_on, replaced_on,
		by_account, recorded_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', $14, $15, $16)`)

var postOfSQL = store.SQL("workforce.postOf", `SELECT post_id FROM workforce_post WHERE id = $1 AND service = $2`)

var replacePostSQL = store.SQL("workforce.replacePost", `
	UPDATE workforce_post SET replaced_on = $2, last_entry = $3 WHERE id = $1 AND replaced_on = ''`)

// postsSQL is driven by workforce_post_service.
var postsSQL = store.SQL("workforce.posts", `
	SELECT id, role, share, areas, state, since_on, adverts, difficulty, note, again_on, looked_on
	FROM workforce_post
	WHERE service = $1 AND replaced_on = '' AND state <> 'ended'
	ORDER BY CASE WHEN state = 'vacant' THEN 0 ELSE 1 END, role, id
	LIMIT $2`)
