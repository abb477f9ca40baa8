// Package assets holds the style sheets, script and icons that pages ask for.
//
// They are built by `make assets` (tools/assets) from pinned packages into dist, which is embedded
// and not committed. A file's name holds a hash of its content, so browsers may keep it for ever.
package assets

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed all:dist
var embedded embed.FS

// Prefix is where the files are served.
const Prefix = "/assets/"

// Set is one build of the files, with the address of each.
type Set struct {
	paths map[string]string // plain name to address
	types map[string]string // hashed name to content type
	files map[string][]byte // hashed name to content
	small map[string][]byte // the same, compressed; only where that saves something
}

// Load reads the files built into the program. It fails when there are none: the pages would be
// bare, so the server must not start.
func Load() (*Set, error) {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		return nil, err
	}
	return load(dist)
}

// Style gives the style sheets as one text, for a page that stands by itself outside the program.
func Style() ([]byte, error) {
	s, err := Load()
	if err != nil {
		return nil, err
	}
	var all []byte
	for _, name := range []string{"govuk-frontend.min.css", "golden-thread.css"} {
		content, ok := s.files[strings.TrimPrefix(s.paths[name], Prefix)]
		if !ok {
			return nil, fmt.Errorf("the style sheet %s is not built into this program", name)
		}
		all = append(all, content...)
	}
	return all, nil
}

func load(dist fs.FS) (*Set, error) {
	manifest, err := fs.ReadFile(dist, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("the style sheets are not built into this program: run `make assets`, then build again")
	} else if err != nil {
		return nil, err
	}
	var names map[string]string
	if err := json.Unmarshal(manifest, &names); err != nil {
		return nil, fmt.Errorf("reading the manifest of assets: %w", err)
	}
	s := &Set{paths: map[string]string{}, types: map[string]string{}, files: map[string][]byte{}, small: map[string][]byte{}}
	for name, hashed := range names {
		content, err := fs.ReadFile(dist, hashed)
		if err != nil {
			return nil, fmt.Errorf("the manifest of assets names %s: %w", hashed, err)
		}
		s.paths[name] = Prefix + hashed
		s.files[hashed] = content
		s.types[hashed] = contentType(hashed)
		if small, err := compress(content); err != nil {
			return nil, err
		} else if len(small) < len(content) {
			s.small[hashed] = small
		}
	}
	return s, nil
}

// compress is done once, at start-up, and only here: a page with personal data is never
// compressed together with what a stranger could choose.
func compress(content []byte) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(content); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// contentType does not ask the machine's own table first: it differs from one to the next.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// Path gives the address of a file by its plain name: "golden-thread.css". A name that is not
// built is a slip in the program and gives "", which the view's tests notice.
func (s *Set) Path(name string) string { return s.paths[name] }

// Handler serves the files. They are public, hold nothing personal, and never change under one name.
func (s *Set) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		name := path.Base(r.URL.Path)
		content, found := s.files[name]
		if !found || r.URL.Path != Prefix+name {
			w.Header().Set("Cache-Control", "no-store")
			w.WriteHeader(http.StatusNotFound)
			return
		}
		h := w.Header()
		h.Set("Content-Type", s.types[name])
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Vary", "Accept-Encoding")
		if small, ok := s.small[name]; ok && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			content = small
		}
		if r.Method == http.MethodGet {
			_, _ = w.Write(content) // the browser has gone: nothing to tell anyone
		}
	})
}
