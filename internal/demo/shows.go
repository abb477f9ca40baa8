package demo

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"goldenthread/internal/casework"
	"goldenthread/internal/errs"
	"goldenthread/internal/evidence"
	"goldenthread/internal/gate"
)

// shows logs two things that show what happened, a picture and diary sheets, and hands a copy of one to the police.
func (t *tale) shows() []act {
	today, kinds, makers := t.today(), t.list("evidence"), t.list("evidence-makers")
	return []act{
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			file, err := fence()
			if err != nil {
				return err
			}
			picture, err := evidence.ReadPicture(file)
			if err != nil {
				return err
			}
			row, err := evidence.Log{Folder: c.Folder, Kinds: kinds, Makers: makers, Kind: "photograph", Shows: "Fence by the bins with a board torn out", Maker: "person",
				MadeOn: t.after(today, -2), GotOn: today, KeptAt: "On their telephone", Picture: picture}.Run(ctx, tx)
			if err != nil {
				return err
			}
			t.tour.exhibit = "/cases/" + string(c.Reference) + "/evidence/" + row
			return none(evidence.HandOn{Folder: c.Folder, Evidence: row, Hands: t.list("evidence-hands"), Hand: "police", Went: evidence.Copy,
				Words: "To the neighbourhood officer, for her report", On: today}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(evidence.Log{Folder: c.Folder, Kinds: kinds, Makers: makers, Kind: "diary", Shows: "Three weeks of nights, on diary sheets", Maker: "person", GotOn: today,
				KeptAt: "Locked cabinet, envelope 12"}.Run(ctx, tx))
		},
	}
}

// fence draws a picture of nobody's fence.
func fence() ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, 640, 400))
	fill := func(r image.Rectangle, c color.RGBA) { draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src) }
	fill(img.Bounds(), color.RGBA{R: 196, G: 214, B: 226, A: 255})
	fill(image.Rect(0, 330, 640, 400), color.RGBA{R: 122, G: 138, B: 92, A: 255})
	for board := range 12 {
		if board == 7 {
			continue // the one that was torn out
		}
		fill(image.Rect(10+board*52, 110, 54+board*52, 345), color.RGBA{R: 139, G: 104, B: 66, A: 255})
	}
	fill(image.Rect(0, 150, 640, 166), color.RGBA{R: 110, G: 80, B: 48, A: 255})
	var out bytes.Buffer
	err := png.Encode(&out, img)
	return out.Bytes(), errs.Wrap(errs.Internal, "drawing a picture for the demonstration", err)
}
