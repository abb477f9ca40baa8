package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"

	"goldenthread/internal/errs"
)

// codeUse keeps keys made from codes apart from every other key.
const codeUse = "goldenthread: kept under a code"

// UnderCode seals a text under a code that only the person was told, so that nobody else can open it: what
// somebody typed before it was sent. The code must be random; row is bound into the box.
func UnderCode(code, row, plain string) ([]byte, error) {
	aead, err := codeKey(code)
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nil, []byte(plain), []byte(row)), nil
}

// OpenUnderCode opens what [UnderCode] sealed. Fails with errs.Invalid for another code.
func OpenUnderCode(code, row string, box []byte) (string, error) {
	aead, err := codeKey(code)
	if err != nil {
		return "", err
	}
	plain, err := aead.Open(nil, nil, box, []byte(row))
	if err != nil {
		return "", errs.New(errs.Invalid, "the code does not fit")
	}
	return string(plain), nil
}

func codeKey(code string) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, []byte(code), nil, codeUse, 32)
	if err != nil {
		return nil, errs.Wrap(errs.Internal, "making a key of a code", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, errs.Wrap(errs.Internal, "making a key of a code", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}
