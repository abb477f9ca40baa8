package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"sync"

	"github.com/kovidgoyal/imaging"

	"goldenthread/internal/errs"
)

// How large a picture may be: what a telephone takes, and no more than can be drawn anew without harm to others.
const (
	MostBytes  = 12 << 20
	mostPoints = 25_000_000
	mostSide   = 1600 // points of the longer side, as a page shows it
)

// drawing is held while a picture is drawn: one of 25 million points takes some hundred megabytes, and several at once would take
// them from everybody else.
var drawing sync.Mutex

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
	format := beginsAs(file)
	if format == "" {
		return Picture{}, errNoPicture
	}
	about, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return Picture{}, errNoPicture
	}
	most := mostPoints
	switch about.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model: // twice as much of each point
		most /= 2
	}
	if about.Width <= 0 || about.Height <= 0 || about.Width > most/about.Height {
		return Picture{}, errs.New(errs.Invalid, "The picture has more than 25 million points. Make it smaller")
	}
	sum := sha256.Sum256(file)
	p := Picture{Type: "image/" + format, SHA256: hex.EncodeToString(sum[:]), bytes: string(file)}
	if _, err := p.Shown(); err != nil {
		return Picture{}, errs.New(errs.Invalid, "The picture is cut off or damaged and can't be drawn. Send it again")
	}
	return p, nil
}

var errNoPicture = errs.New(errs.Invalid, "This is not a picture in JPEG or PNG. Choose such a picture, or leave this empty and say where the thing is kept")

// beginsAs tells by its first bytes what a file is; "" where it is no picture that is taken.
func beginsAs(file []byte) string {
	switch {
	case bytes.HasPrefix(file, []byte("\xFF\xD8\xFF")):
		return "jpeg"
	case bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1A\n")):
		return "png"
	}
	return ""
}

// Shown draws the picture anew for a page, as JPEG: the right way up, its longer side at most 1600 points, what is transparent on
// white, and without anything the camera wrote into it. Pictures are drawn one at a time.
func (p Picture) Shown() ([]byte, error) {
	drawing.Lock()
	defer drawing.Unlock()
	drawn, err := imaging.Decode(strings.NewReader(p.bytes), imaging.AutoOrientation(true))
	if err != nil {
		return nil, errs.Wrap(errs.Internal, "drawing a picture that was kept", err)
	}
	small := imaging.Fit(drawn, mostSide, mostSide, imaging.Box)
	page := image.NewRGBA(small.Bounds())
	draw.Draw(page, page.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(page, page.Bounds(), small, small.Bounds().Min, draw.Over)
	var out bytes.Buffer
	if err := imaging.Encode(&out, page, imaging.JPEG, imaging.JPEGQuality(85)); err != nil {
		return nil, errs.Wrap(errs.Internal, "drawing a picture anew", err)
	}
	return out.Bytes(), nil
}

// AsItCame gives its bytes untouched.
func (p Picture) AsItCame() []byte { return []byte(p.bytes) }

// Ending is what a file of it is called by at the end: ".jpeg" or ".png".
func (p Picture) Ending() string { return "." + strings.TrimPrefix(p.Type, "image/") }
