package account

import (
	"embed"
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"

	"goldenthread/internal/errs"
	"goldenthread/internal/identity"
	"goldenthread/internal/web/view"
)

//go:embed square.html
var files embed.FS

// squareData is a square code as a drawing: no picture has to be fetched for it.
type squareData struct {
	Side int
	Path string
}

var squareBody = view.Define[squareData](files, "square.html")

const quiet = 4 // blank modules on each side, without which telephones do not find the code

// square draws the code that an authenticator app reads.
func square(address identity.Hidden) (view.Part, error) {
	code, err := qr.Encode(address.Reveal(), qr.M, qr.Auto)
	if err != nil {
		return nil, errs.New(errs.Internal, "the square code cannot be drawn")
	}
	side := code.Bounds().Dx()
	var path strings.Builder
	for y := range side {
		for x := range side {
			if code.At(x, y) == color.Black {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return squareBody.With(squareData{Side: side + 2*quiet, Path: path.String()}), nil
}
