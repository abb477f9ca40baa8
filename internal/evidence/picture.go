package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"strings"

	"github.com/kovidgoyal/imaging"

	"goldenthread/internal/errs"
)

// How large a picture may be: what a telephone takes, and no more than can be drawn anew without harm to others.
const (
	MostBytes  = 12 << 20
	mostPoints = 50_000_000
	mostSide   = 1600 // points of the longer side, as a page shows it
)

// Picture is a picture as it came.
type Picture struct {
	Type   string // "image/jpeg" or "image/png"
	SHA256 string // of its bytes, in hexadecimal
	bytes  string
}

// IsZero tells that there is none.
func (p Picture) IsZero() bool { return p.bytes == "" }

// Size is how many bytes it has.
func (p Picture) Size() int { return len(p.bytes) }

// ReadPicture takes a file that was handed in. Fails with errs.Invalid when it is no JPEG or PNG picture, is cut off or too
// large: what it claims to be by its name is not asked.
func ReadPicture(file []byte) (Picture, error) {
	if len(file) > MostBytes {
		return Picture{}, errs.New(errs.Invalid, "The picture is larger than 12 MB. Make it smaller, or say under “where is it kept” where it lies")
	}
	about, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || (format != "jpeg" && format != "png") {
		return Picture{}, errs.New(errs.Invalid, "This is not a picture in JPEG or PNG. Choose such a picture, or leave this empty and say where the thing is kept")
	}
	if about.Width <= 0 || about.Height <= 0 || about.Width > mostPoints/about.Height {
		return Picture{}, errs.New(errs.Invalid, "The picture has more than 50 million points. Make it smaller")
	}
	sum := sha256.Sum256(file)
	p := Picture{Type: "image/" + format, SHA256: hex.EncodeToString(sum[:]), bytes: string(file)}
	if _, err := p.Shown(); err != nil {
		return Picture{}, errs.New(errs.Invalid, "The picture is cut off or damaged and can't be drawn. Send it again")
	}
	return p, nil
}

// Shown draws the picture anew for a page, as JPEG: the right way up, its longer side at most 1600 points, and without anything the
// camera wrote into it.
func (p Picture) Shown() ([]byte, error) {
	drawn, err := imaging.Decode(strings.NewReader(p.bytes), imaging.AutoOrientation(true))
	if err != nil {
		return nil, errs.Wrap(errs.Internal, "drawing a picture that was kept", err)
	}
	var out bytes.Buffer
	if err := imaging.Encode(&out, imaging.Fit(drawn, mostSide, mostSide, imaging.Box), imaging.JPEG, imaging.JPEGQuality(85)); err != nil {
		return nil, errs.Wrap(errs.Internal, "drawing a picture anew", err)
	}
	return out.Bytes(), nil
}

// AsItCame gives its bytes untouched.
func (p Picture) AsItCame() []byte { return []byte(p.bytes) }

// Ending is what a file of it is called by at the end: ".jpeg" or ".png".
func (p Picture) Ending() string { return "." + strings.TrimPrefix(p.Type, "image/") }
