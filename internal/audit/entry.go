package audit

import (
	"encoding/json"
	"fmt"
	"reflect"

	"golang.org/x/mod/sumdb/tlog"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
)

// Event is what a capability records of one act: a struct of its own whose exported fields are ids,
// codes, field names and digests. They are written as JSON into the entry, for ever: no name, no
// free text, no plaintext.
type Event interface {
	EventKind() string // "case.closed"
}

// Subjected is an Event that says itself which people's folders it is about, and how: each of them shows it to who asks who has
// looked. Of any other event the folder that it names was changed. An event that names more than one, or one that its readers
// must not hear of it from, says itself.
type Subjected interface {
	Subjects() []Subject
}

// Subject is whom an entry is about, and how.
type Subject struct {
	ID  string `json:"id"`  // of a folder or a person
	How string `json:"how"` // "changed" by an event; the gate adds "opened" and "listed"
}

// How somebody can be an entry's subject: the gate records the ways of looking, events what was changed.
const (
	HowOpened  = "opened"
	HowListed  = "listed"
	HowChanged = "changed"
)

// Decision is one answer of the access rules: yes or no, on what, and why.
type Decision struct {
	Action  string `json:"action"`
	On      string `json:"on,omitempty"`
	Allowed bool   `json:"allowed"`
	Why     string `json:"why,omitempty"`
}

// Opened is what was read of one column of a folder.
type Opened struct {
	Folder id.Folder `json:"folder"`
	Column string    `json:"column"`
	Rows   []string  `json:"rows"`
}

// Compared says how many values the machine read for itself, under which rule and of which folders.
type Compared struct {
	Rule    string      `json:"rule"`
	Count   int         `json:"count"`
	Folders []id.Folder `json:"folders,omitempty"`
}

// Entry is one unit of work or one reading, as it goes into the log.
type Entry struct {
	ID         id.Entry
	At         clock.Instant
	Node       string // which server; empty: the one of the log
	Actor      string // access.Actor.Name: an account's id, or a part of the system
	OnBehalfOf id.Account
	Agency     id.Agency
	Session    id.Session
	Action     string // what was asked for
	Decisions  []Decision
	Events     []Event
	Opened     []Opened // each folder gets a row "opened"
	Listed     []Opened // each folder gets a row "listed" for the actor and day; the body keeps every id
	Compared   []Compared
	RequestID  string
}

// body is an entry as it is hashed. The order and the names of the fields are part of the format:
// a change is a new version.
type body struct {
	Version    int         `json:"v"`
	ID         id.Entry    `json:"id"`
	At         string      `json:"at"`
	Node       string      `json:"node"`
	Actor      string      `json:"actor"`
	OnBehalfOf id.Account  `json:"on_behalf_of,omitempty"`
	Agency     id.Agency   `json:"agency,omitempty"`
	Session    id.Session  `json:"session,omitempty"`
	Action     string      `json:"action,omitempty"`
	Decisions  []Decision  `json:"decisions,omitempty"`
	Events     []eventBody `json:"events,omitempty"`
	Opened     []Opened    `json:"opened,omitempty"`
	Listed     []Opened    `json:"listed,omitempty"`
	Compared   []Compared  `json:"compared,omitempty"`
	RequestID  string      `json:"request_id,omitempty"`
}

type eventBody struct {
	Kind     string          `json:"kind"`
	Subjects []Subject       `json:"subjects,omitempty"`
	Data     json.RawMessage `json:"data"`
}

const bodyVersion = 1

// encode gives the body of an entry.
func (e Entry) encode() (body, []byte, error) {
	if e.ID == "" || e.Actor == "" || e.At.IsZero() || e.Node == "" {
		return body{}, nil, errs.New(errs.Internal, "an audit entry needs an id, an actor, an instant and a node")
	}
	b := body{
		Version: bodyVersion, ID: e.ID, At: e.At.String(), Node: e.Node, Actor: e.Actor, OnBehalfOf: e.OnBehalfOf,
		Agency: e.Agency, Session: e.Session, Action: e.Action, Decisions: e.Decisions, Opened: e.Opened,
		Listed: e.Listed, Compared: e.Compared, RequestID: e.RequestID,
	}
	for _, ev := range e.Events {
		data, err := json.Marshal(ev)
		if err != nil {
			return body{}, nil, fmt.Errorf("writing event %s: %w", ev.EventKind(), err)
		}
		b.Events = append(b.Events, eventBody{Kind: ev.EventKind(), Subjects: concerns(ev), Data: data})
	}
	bytes, err := json.Marshal(b)
	if err != nil {
		return body{}, nil, fmt.Errorf("writing an audit entry: %w", err)
	}
	return b, bytes, nil
}

// Changed says that one folder was changed: what an event of [Subjected] tells of it.
func Changed(folder id.Folder) []Subject { return []Subject{{string(folder), HowChanged}} }

// concerns gives whom an event is about: what it says itself, or else that the folder it names was changed.
func concerns(ev Event) []Subject {
	if s, says := ev.(Subjected); says {
		return s.Subjects()
	}
	fields := reflect.ValueOf(ev)
	if fields.Kind() != reflect.Struct {
		return nil
	}
	for i := range fields.NumField() {
		if folder := fields.Field(i); folder.Type() == reflect.TypeFor[id.Folder]() && folder.String() != "" {
			return Changed(id.Folder(folder.String()))
		}
	}
	return nil
}

// subjects lists whom the entry is about, each once for each way. Who was opened need not be listed as well.
func (b body) subjects() []Subject {
	var list []Subject
	seen := map[Subject]bool{}
	add := func(s Subject) {
		if s.ID != "" && !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	for _, o := range b.Opened {
		add(Subject{string(o.Folder), HowOpened})
	}
	for _, o := range b.Listed {
		if !seen[Subject{string(o.Folder), HowOpened}] {
			add(Subject{string(o.Folder), HowListed})
		}
	}
	for _, e := range b.Events {
		for _, s := range e.Subjects {
			add(s)
		}
	}
	return list
}

const saltSize = 32

// leafHash is the hash of an entry's leaf: RFC 6962 over salt and body.
func leafHash(salt, body []byte) tlog.Hash {
	data := make([]byte, 0, len(salt)+len(body))
	return tlog.RecordHash(append(append(data, salt...), body...))
}
