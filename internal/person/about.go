package person

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// About is what a page says of the person of a folder: who she is, how to reach her safely, what
// she told. Its values are closed until the page opens them, all in one go.
type About struct {
	Person   id.Person
	Identity Identity
	Safe     SafeContact
	Ease     Ease
	Story    Story
	Contacts []Contact // without their values: only ShowNumber opens one
}

// Identity is who she is.
type Identity struct {
	Initials *seal.Value
	Name     *seal.Value
	Born     *seal.Value // as 1984-03-27
	Pronoun  Pronoun
}

// Values gives what is to be opened.
func (i Identity) Values() []*seal.Value { return []*seal.Value{i.Initials, i.Name, i.Born} }

// SafeContact is how to reach her without harm.
type SafeContact struct {
	State     SafeState
	Words     *seal.Value
	Say       *seal.Value
	From, To  int // minutes of the day; To 0: any time
	AskedOn   clock.Date
	Voicemail Permission // what she said of voicemail, over all her numbers: the strictest
	Letters   Permission // and of letters
	Quiet     *Quiet     // she asked not to be contacted; nil: she did not
	Version   int        // 0: never recorded
	Changed   Changed
}

// Quiet is that she asked not to be contacted.
type Quiet struct {
	Scope   Scope
	SaidOn  clock.Date
	HeardBy id.Account
}

// Values gives what is to be opened.
func (s SafeContact) Values() []*seal.Value { return []*seal.Value{s.Words, s.Say} }

// Hours gives the only hours that are safe, like 10:00 and 12:00; nothing where any time is.
func (s SafeContact) Hours() (from, to string) {
	if s.To == 0 {
		return "", ""
	}
	return fmt.Sprintf("%02d:%02d", s.From/60, s.From%60), fmt.Sprintf("%02d:%02d", s.To/60, s.To%60)
}

// Sentence says it in words, once opened: "10:00 to 12:00 only; she answers; no voicemail; say Jo
// from the Centre". Not having asked is said as such.
func (s SafeContact) Sentence() string {
	switch {
	case s.Quiet != nil:
		return "Asked on " + s.Quiet.SaidOn.Plain() + " not to be contacted"
	case s.State == Unsafe:
		return "Not safe: nobody tries until someone has decided"
	}
	var parts []string
	add := func(words string) {
		if words != "" {
			parts = append(parts, words)
		}
	}
	if s.State == NotAskedYet {
		add("Not asked yet")
	}
	add(hoursWords(s.From, s.To))
	add(strings.TrimRight(s.Words.Text(), ". "))
	switch s.Voicemail {
	case No:
		add("no voicemail")
	case Yes:
		add("voicemail is safe")
	}
	if s.Letters == No {
		add("no letters")
	}
	if say := s.Say.Text(); say != "" {
		add("say “" + say + "”")
	}
	if len(parts) == 0 {
		return "Safe to contact at any time"
	}
	sentence := strings.Join(parts, "; ")
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(first)) + sentence[size:]
}

// Story is what she told, so that nobody asks again.
type Story struct {
	Wants        *seal.Value
	Words        *seal.Value
	ToldOn       clock.Date
	ToldTo       string
	Relationship Relationship
	Version      int // 0: nothing was told yet
	Changed      Changed
}

// Changed says who recorded something last, and when; its zero value is from before that was kept.
type Changed struct {
	By id.Account
	At clock.Instant
}

// ToldToPolice says that the words came in the police's file: the police wrote them, and nobody of ours has heard the person.
const ToldToPolice = "police"

// PoliceWrote tells whether the words are those of the police.
func (s Story) PoliceWrote() bool { return s.ToldTo == ToldToPolice }

// Values gives what is to be opened.
func (s Story) Values() []*seal.Value { return []*seal.Value{s.Wants, s.Words} }

// Contact is one way to reach her, with the rule to be printed beside it. What it is stays closed.
type Contact struct {
	ID        id.Contact
	Kind      ContactKind
	Call      Permission
	Voicemail Permission
	Text      Permission
	Letter    Permission
	Protected bool
	Wrong     bool // tried, and somebody else's
	Version   int
	Changed   Changed
}

// Values gives everything of the page to be opened; not the contact points.
func (a About) Values() []*seal.Value {
	return slices.Concat(a.Identity.Values(), a.Safe.Values(), a.Story.Values())
}

// Load reads what a page says of the person of a folder, in two statements, and opens nothing: the
// caller has taken its decision and opens Values, or a part of them, together with its own.
// Fails with errs.NotFound when the folder has nobody.
func Load(ctx context.Context, v gate.Reader, folder id.Folder) (About, error) {
	all, err := LoadAll(ctx, v, []id.Folder{folder})
	if err != nil {
		return About{}, err
	}
	a, found := all[folder]
	if !found {
		return About{}, errs.New(errs.NotFound, "there is no such record, or you can't see it")
	}
	return a, nil
}

// LoadAll is [Load] of several folders, in two statements whatever their number. A folder that has
// nobody is not in it.
func LoadAll(ctx context.Context, v gate.Reader, folders []id.Folder) (map[id.Folder]About, error) {
	all := make(map[id.Folder]About, len(folders))
	err := store.Each(ctx, v, aboutSQL, func(scan store.Scan) error {
		folder, a, err := scanAbout(scan)
		if _, first := all[folder]; !first {
			all[folder] = a
		}
		return err
	}, v.Now(), store.List(folders))
	if err != nil {
		return nil, err
	}
	return all, store.Each(ctx, v, contactsSQL, func(scan store.Scan) error {
		folder, c, err := scanContact(scan)
		if a, found := all[folder]; found {
			all[folder] = a.with(c)
		}
		return err
	}, store.List(folders))
}

// with adds a way to reach her, and what she said of it to the rule.
func (a About) with(c Contact) About {
	a.Contacts = append(a.Contacts, c)
	if c.Kind == Phone || c.Kind == Mobile {
		a.Safe.Voicemail = stricter(a.Safe.Voicemail, c.Voicemail)
	}
	if c.Kind == Address {
		a.Safe.Letters = stricter(a.Safe.Letters, c.Letter)
	}
	return a
}

// stricter gives the permission that allows less: one number on which voicemail is not safe makes
// "no voicemail" the rule to be read out.
func stricter(a, b Permission) Permission {
	switch {
	case a == No || b == No:
		return No
	case a == Yes || b == Yes:
		return Yes
	}
	return NotAsked
}

func scanAbout(scan store.Scan) (id.Folder, About, error) {
	var (
		folder                                            id.Folder
		a                                                 About
		nameRow                                           string
		full, initials, born, words, say, wants, toldWhat []byte
		quiet                                             Quiet
	)
	err := scan(&folder, &a.Person, &nameRow, &full, &initials, &born, &a.Identity.Pronoun,
		&a.Safe.State, &words, &say, &a.Safe.From, &a.Safe.To, &a.Safe.AskedOn, &a.Safe.Version, &a.Safe.Changed.By, &a.Safe.Changed.At,
		&wants, &toldWhat, &a.Story.ToldOn, &a.Story.ToldTo, &a.Story.Relationship, &a.Story.Version, &a.Story.Changed.By, &a.Story.Changed.At,
		&quiet.Scope, &quiet.SaidOn, &quiet.HeardBy, &a.Ease.Interpreter, &a.Ease.Hearing, &a.Ease.Access, &a.Ease.Phone, &a.Ease.Version)
	a.Identity.Name = NameColumn.Value(folder, nameRow, full)
	a.Identity.Initials = InitialsColumn.Value(folder, nameRow, initials)
	a.Identity.Born = BornColumn.Value(folder, nameRow, born)
	a.Safe.Words = RuleColumn.Value(folder, string(folder), words)
	a.Safe.Say = SayColumn.Value(folder, string(folder), say)
	a.Story.Wants = WantsColumn.Value(folder, string(folder), wants)
	a.Story.Words = ToldColumn.Value(folder, string(folder), toldWhat)
	if quiet.Scope != "" {
		a.Safe.Quiet = &quiet
	}
	a.Safe.Voicemail, a.Safe.Letters = NotAsked, NotAsked
	return folder, a, err
}

func scanContact(scan store.Scan) (folder id.Folder, c Contact, err error) {
	err = scan(&folder, &c.ID, &c.Kind, &c.Call, &c.Voicemail, &c.Text, &c.Letter, &c.Protected, &c.Wrong, &c.Version, &c.Changed.By, &c.Changed.At)
	return folder, c, err
}
