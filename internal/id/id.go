package id

import (
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
)

// The typed ids. One type for each kind of thing, so that a case is never passed for a person.
type (
	Account    string
	Agency     string
	Team       string
	Membership string
	Session    string
	Folder     string // the unit of access, sealing and retention
	Key        string // a data key
	Entry      string // one audit entry
	Person     string
	Contact    string // a contact point of a person
	Referral   string
	Batch      string // one file received
	List       string // a list of cases handed in and not taken in yet
	Case       string
	Assessment string
	Job        string
)

// alphabet is Crockford's base 32 in lower case: no i, l, o or u, so nothing is misread.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

var encoding = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

// New gives 80 random bits as 16 letters and digits, read from r.
func New(r io.Reader) (string, error) {
	var b [10]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return "", fmt.Errorf("drawing an id: %w", err)
	}
	return encoding.EncodeToString(b[:]), nil
}

// Random is the source ids are drawn from outside tests.
var Random io.Reader = rand.Reader

// Reference is what a person reads out: GT-7K3M-92QX, seven random characters and a check character.
// It uses the first 31 characters of the alphabet (no Z): with a prime the check character
// notices every wrong character and every swap.
type Reference string

// NewReference draws a reference from r. Whoever stores it draws again on a clash.
func NewReference(r io.Reader) (Reference, error) {
	var b [7]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return "", fmt.Errorf("drawing a reference: %w", err)
	}
	for i := range b {
		b[i] = alphabet[b[i]%31]
	}
	body := strings.ToUpper(string(b[:]))
	body += string(check(body))
	return Reference("GT-" + body[:4] + "-" + body[4:]), nil
}

// check gives the check character of seven characters: each weighted by its place, modulo 31 (a
// prime), so one wrong character or two swapped neighbours are noticed.
func check(body string) byte {
	sum := 0
	for i := range len(body) {
		sum += (i + 1) * strings.IndexByte(alphabet, lower(body[i]))
	}
	return upper(alphabet[sum%31])
}

// ParseReference reads a reference as people type it: case, spaces and hyphens do not matter, and
// the letters O, I and L are taken for the digits they look like.
func ParseReference(s string) (Reference, error) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-':
			return -1
		case r == 'o' || r == 'O':
			return '0'
		case r == 'i' || r == 'I' || r == 'l' || r == 'L':
			return '1'
		}
		return r
	}, strings.TrimSpace(s))
	s = strings.TrimPrefix(strings.ToUpper(s), "GT")
	if len(s) != 8 {
		return "", fmt.Errorf("a reference looks like GT-7K3M-92QX")
	}
	for i := range len(s) {
		if at := strings.IndexByte(alphabet, lower(s[i])); at < 0 || at > 30 {
			return "", fmt.Errorf("a reference looks like GT-7K3M-92QX")
		}
	}
	if check(s[:7]) != s[7] {
		return "", fmt.Errorf("that reference has a slip in it: check each letter and number")
	}
	return Reference("GT-" + s[:4] + "-" + s[4:]), nil
}

// spoken are the NATO words for the letters the alphabet keeps, and plain words for digits.
var spoken = map[byte]string{
	'0': "zero", '1': "one", '2': "two", '3': "three", '4': "four", '5': "five", '6': "six", '7': "seven", '8': "eight", '9': "nine",
	'A': "Alpha", 'B': "Bravo", 'C': "Charlie", 'D': "Delta", 'E': "Echo", 'F': "Foxtrot", 'G': "Golf", 'H': "Hotel", 'J': "Juliett",
	'K': "Kilo", 'M': "Mike", 'N': "November", 'P': "Papa", 'Q': "Quebec", 'R': "Romeo", 'S': "Sierra", 'T': "Tango", 'V': "Victor",
	'W': "Whiskey", 'X': "X-ray", 'Y': "Yankee", 'Z': "Zulu",
}

// ReadOut spells the reference for the telephone: "Golf Tango, seven Kilo three Mike, ...".
func (r Reference) ReadOut() string {
	groups := strings.Split(string(r), "-")
	for i, g := range groups {
		words := make([]string, 0, len(g))
		for j := range len(g) {
			words = append(words, spoken[g[j]])
		}
		groups[i] = strings.Join(words, " ")
	}
	return strings.Join(groups, ", ")
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 32
	}
	return c
}

func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 32
	}
	return c
}
