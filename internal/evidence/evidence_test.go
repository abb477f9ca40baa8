package evidence_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/errs"
	"goldenthread/internal/evidence"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// wrote is what the camera wrote into a picture.
const wrote = "taken at 14 Larch Row"

// photograph makes a picture 40 points wide and 20 high, its left half dark, as a camera held upright writes it: turned, and with
// a note in it.
func photograph(t testing.TB) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 40, 20))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := range 20 {
		for x := range 20 {
			img.SetGray(x, y, color.Gray{Y: 0})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00" + wrote)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(exif)+2))
	return append(append(head, exif...), out.Bytes()[2:]...)
}

// A picture is kept byte for byte, and shown the right way up without what the camera wrote into it.
func TestShown(t *testing.T) {
	file := photograph(t)
	p, err := evidence.ReadPicture(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(p.AsItCame(), file) {
		t.Error("the picture is not kept as it came")
	}
	shown, err := p.Shown()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(file, []byte(wrote)) || bytes.Contains(shown, []byte(wrote)) || bytes.Contains(shown, []byte("Exif")) {
		t.Error("what the camera wrote is shown with the picture")
	}
	drawn, format, err := image.Decode(bytes.NewReader(shown))
	if err != nil || format != "jpeg" {
		t.Fatalf("it is shown as %s: %v", format, err)
	}
	if b := drawn.Bounds(); b.Dx() != 20 || b.Dy() != 40 {
		t.Fatalf("it is shown %d by %d, want 20 by 40: turned the right way up", b.Dx(), b.Dy())
	}
	above, _, _, _ := drawn.At(10, 5).RGBA()
	below, _, _, _ := drawn.At(10, 35).RGBA()
	if above > 0x2000 || below < 0xE000 {
		t.Errorf("the dark half is not on top: %x above, %x below", above, below)
	}
}

// A large picture is shown smaller, and not large ones are not blown up.
func TestShownSmaller(t *testing.T) {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 3200, 800))); err != nil {
		t.Fatal(err)
	}
	p, err := evidence.ReadPicture(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	shown, err := p.Shown()
	if err != nil {
		t.Fatal(err)
	}
	about, _, err := image.DecodeConfig(bytes.NewReader(shown))
	if err != nil || about.Width != 1600 || about.Height != 400 || p.Type != "image/png" {
		t.Errorf("%s is shown %d by %d (%v), want 1600 by 400", p.Type, about.Width, about.Height, err)
	}
}

// claims gives a picture whose head says it is so large.
func claims(file []byte, width, height uint32) []byte {
	file = bytes.Clone(file)
	binary.BigEndian.PutUint32(file[16:], width)
	binary.BigEndian.PutUint32(file[20:], height)
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
	return file
}

// What is transparent, as on a picture of a screen, is shown on white.
func TestShownOnWhite(t *testing.T) {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewNRGBA(image.Rect(0, 0, 16, 16))); err != nil {
		t.Fatal(err)
	}
	p, err := evidence.ReadPicture(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	shown, err := p.Shown()
	if err != nil {
		t.Fatal(err)
	}
	drawn, _, err := image.Decode(bytes.NewReader(shown))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := drawn.At(8, 8).RGBA(); r < 0xF000 || g < 0xF000 || b < 0xF000 {
		t.Errorf("what is transparent is shown as %x %x %x", r, g, b)
	}
}

// What is no picture, is cut off, or would take the program's memory, is refused in words that say how to mend it.
func TestReadPictureRefuses(t *testing.T) {
	whole := photograph(t)
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	bomb := claims(small.Bytes(), 50_000, 50_000)
	var deep bytes.Buffer
	if err := png.Encode(&deep, image.NewNRGBA64(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		file []byte
		want string
	}{
		"empty":              {nil, "not a picture"},
		"a page":             {[]byte("<html><script>alert(1)</script>"), "not a picture"},
		"a drawing":          {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "not a picture"},
		"another kind":       {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "not a picture"},
		"cut off":            {whole[:len(whole)-12], "cut off"},
		"too many points":    {bomb, "25 million points"},
		"too many deep ones": {claims(deep.Bytes(), 5_000, 4_000), "25 million points"},
		"larger than it may": {append(bytes.Clone(whole), make([]byte, evidence.MostBytes)...), "12 MB"},
	} {
		if _, err := evidence.ReadPicture(tt.file); errs.KindOf(err) != errs.Invalid || !strings.Contains(errs.MessageOf(err), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

// A thing is logged, numbered, looked at and handed on; everything of it stands in the log, oldest hand first.
func TestLog(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const service = "barnet-asb"
		ada := w.Staff(t, "Ada Obi", access.CaseWorker, service)
		c := w.Open(t, ada, service)
		other := w.Open(t, ada, service)
		picture, err := evidence.ReadPicture(photograph(t))
		if err != nil {
			t.Fatal(err)
		}
		log := evidence.Log{Folder: c.Folder, Kinds: w.List(t, "evidence"), Makers: w.List(t, "evidence-makers"), Kind: "photograph", Shows: "Door kicked in",
			Maker: "person", MadeOn: "2017-04-01", GotOn: w.Clock.Now().Date(), Picture: picture}
		first := caseworktest.Do(t, w, ada, log.Run)
		log.Kind, log.Picture, log.KeptAt, log.GotFrom = "diary", evidence.Picture{}, "Locked cabinet", "Her sister"
		second := caseworktest.Do(t, w, ada, log.Run)
		hand := evidence.HandOn{Folder: c.Folder, Evidence: first, Hands: w.List(t, "evidence-hands"), Hand: "police", Went: evidence.Copy, Words: "PC 1234", On: w.Clock.Now().Date()}
		caseworktest.Do(t, w, ada, hand.Run)
		hand.Evidence, hand.Hand, hand.Words, hand.Went = second, evidence.Mistake, "It is another person's", ""
		caseworktest.Do(t, w, ada, hand.Run)

		items, err := gate.Read(ada, w.Gate, func(ctx context.Context, v *gate.View) ([]evidence.Item, error) {
			return evidence.List(ctx, v, c.Folder)
		})
		if err != nil || len(items) != 2 {
			t.Fatalf("%d things in the log, %v", len(items), err)
		}
		diary, photo := items[0], items[1]
		if diary.Number != 2 || diary.HasPicture() || !diary.ByMistake() || diary.KeptAt.Text() != "Locked cabinet" || diary.GotFrom.Text() != "Her sister" {
			t.Errorf("the diary stands as number %d, picture %v, by mistake %v", diary.Number, diary.HasPicture(), diary.ByMistake())
		}
		if photo.Number != 1 || photo.SHA256 != picture.SHA256 || photo.Size != int64(picture.Size()) || photo.ByMistake() || len(photo.Hands) != 1 || photo.Hands[0].Words.Text() != "PC 1234" || !photo.Hands[0].Copied {
			t.Errorf("the photograph stands as number %d, %d bytes, %d hands", photo.Number, photo.Size, len(photo.Hands))
		}
		look := func(f id.Folder, item string) (evidence.Picture, error) {
			return gate.Read(ada, w.Gate, func(ctx context.Context, v *gate.View) (evidence.Picture, error) {
				return evidence.Look(ctx, v, f, item)
			})
		}
		kept, err := look(c.Folder, first)
		if err != nil || !bytes.Equal(kept.AsItCame(), picture.AsItCame()) || kept.Type != "image/jpeg" {
			t.Errorf("the picture came back with %d bytes of %d, %v", kept.Size(), picture.Size(), err)
		}
		for name, at := range map[string]struct {
			folder id.Folder
			item   string
		}{"through another folder": {other.Folder, first}, "of what has none": {c.Folder, second}} {
			if _, err := look(at.folder, at.item); errs.KindOf(err) != errs.NotFound {
				t.Errorf("a picture %s: %v, want not found", name, err)
			}
		}
		hand.Folder, hand.Evidence = other.Folder, first
		if _, err := gate.Write(ada, w.Gate, "", hand.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("handing on through another folder: %v, want not found", err)
		}
	})
}

// What is wrong is said at once, beside each field, and nothing is logged.
func TestLogRefuses(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Obi", access.CaseWorker, "barnet-asb")
		c := w.Open(t, ada, "barnet-asb")
		today := w.Clock.Now().Date()
		bad := evidence.Log{Folder: c.Folder, Kinds: w.List(t, "evidence"), Makers: w.List(t, "evidence-makers"), MadeOn: today, GotOn: today.AddDays(-1), GotFrom: strings.Repeat("x", 1001)}
		_, err := gate.Write(ada, w.Gate, "log-1", bad.Run)
		said := errs.FieldsOf(err)
		for _, field := range []string{"kind", "maker", "shows", "got_on", "kept_at", "got_from"} {
			if !slices.ContainsFunc(said, func(f errs.Field) bool { return f.Name == field }) {
				t.Errorf("nothing is said beside %s: %v", field, err)
			}
		}
	})
}
