package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"goldenthread/internal/id"
)

// A box is
//
//	version (1 byte) | length of key id (1) | key id | nonce (12) | ciphertext and tag
//
// and a wrapped key the same without the key id. Boxes of every version ever written must open
// for ever: a change of form is a new version beside this one, and a new known answer in the tests.
const (
	boxVersion  byte = 1
	wrapVersion byte = 1
	keySize          = 32
	nonceSize        = 12
	tagSize          = 16
)

var errBroken = errors.New("the box is damaged or is not the one made for this place")

// newAEAD gives AES-256-GCM under a key.
func newAEAD(key []byte) (cipher.AEAD, error) {
	if len(key) != keySize {
		return nil, fmt.Errorf("a key has %d bytes, not %d", keySize, len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("setting up AES: %w", err)
	}
	return cipher.NewGCM(block)
}

// associated joins parts so that no two lists of parts give the same bytes: each has its length before it.
func associated(parts ...string) []byte {
	size := 0
	for _, p := range parts {
		size += 4 + len(p)
	}
	b := make([]byte, 0, size)
	for _, p := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(p)))
		b = append(b, p...)
	}
	return b
}

// place is the associated data of a box: where it belongs and how it was made.
func place(col Column, row string, version byte, key id.Key) []byte {
	return associated("golden thread box", col.Table(), col.Column(), row, string(rune('0'+version)), string(key))
}

// sealBox makes the box of a plaintext, with a nonce read from random. Nothing gives a nil box.
func sealBox(aead cipher.AEAD, random io.Reader, col Column, row string, key id.Key, plain string) ([]byte, error) {
	if plain == "" {
		return nil, nil
	}
	if len(key) == 0 || len(key) > 255 {
		return nil, fmt.Errorf("a key id has 1 to 255 bytes")
	}
	head := 2 + len(key)
	box := make([]byte, head+nonceSize, head+nonceSize+len(plain)+tagSize)
	box[0], box[1] = boxVersion, byte(len(key))
	copy(box[2:], key)
	nonce := box[head:]
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, fmt.Errorf("drawing a nonce: %w", err)
	}
	return aead.Seal(box, nonce, []byte(plain), place(col, row, boxVersion, key)), nil
}

// boxKey reads which key a box is under; "" for an empty box.
func boxKey(box []byte) (id.Key, error) {
	if len(box) == 0 {
		return "", nil
	}
	if box[0] != boxVersion || len(box) < 2 || box[1] == 0 || len(box) < 2+int(box[1])+nonceSize+tagSize {
		return "", errBroken
	}
	return id.Key(box[2 : 2+int(box[1])]), nil
}

// openBox gives the plaintext of a box, if it was made for this place under this key.
func openBox(aead cipher.AEAD, col Column, row string, box []byte) (string, error) {
	key, err := boxKey(box)
	if err != nil || key == "" {
		return "", err
	}
	rest := box[2+len(key):]
	plain, err := aead.Open(nil, rest[:nonceSize], rest[nonceSize:], place(col, row, boxVersion, key))
	if err != nil {
		return "", errBroken
	}
	return string(plain), nil
}

// wrap seals a key under another; about says which key it is, and unwrap must be told the same.
func wrap(under cipher.AEAD, random io.Reader, key []byte, about ...string) ([]byte, error) {
	wrapped := make([]byte, 1+nonceSize, 1+nonceSize+len(key)+tagSize)
	wrapped[0] = wrapVersion
	nonce := wrapped[1:]
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, fmt.Errorf("drawing a nonce: %w", err)
	}
	return under.Seal(wrapped, nonce, key, associated(about...)), nil
}

// unwrap gives back the key that wrap sealed.
func unwrap(under cipher.AEAD, wrapped []byte, about ...string) ([]byte, error) {
	if len(wrapped) != 1+nonceSize+keySize+tagSize || wrapped[0] != wrapVersion {
		return nil, errBroken
	}
	key, err := under.Open(nil, wrapped[1:1+nonceSize], wrapped[1+nonceSize:], associated(about...))
	if err != nil {
		return nil, errBroken
	}
	return key, nil
}
