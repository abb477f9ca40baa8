package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const (
	govuk = "node_modules/govuk-frontend/dist/govuk/"
	moj   = "node_modules/@ministryofjustice/frontend/moj/"
	own   = "internal/web/assets/"
	dist  = "internal/web/assets/dist"
)

// sources lists what is built, by its plain name, each after the files it refers to.
var sources = []struct{ name, from string }{
	{"govuk-frontend.min.css", govuk + "govuk-frontend.min.css"},
	{"moj-frontend.min.css", moj + "moj-frontend.min.css"},
	{"golden-thread.css", own + "golden-thread.css"},
	{"govuk-frontend.min.js", govuk + "govuk-frontend.min.js"},
	{"golden-thread.js", own + "golden-thread.js"},
	{"favicon.svg", own + "favicon.svg"},
}

// build writes dist anew. A second run on the same packages writes the same files.
func build(root string) error {
	if _, err := os.Stat(filepath.Join(root, govuk)); err != nil {
		return fmt.Errorf("the front-end packages are not there: run `npm ci` first")
	}
	names := map[string]string{} // plain name to hashed name
	files := map[string][]byte{} // hashed name to content
	add := func(name string, content []byte) {
		hashed := hashedName(name, content)
		names[name], files[hashed] = hashed, content
	}

	icons, err := filepath.Glob(filepath.Join(root, moj, "assets/images/icon-*.svg"))
	if err != nil {
		return err
	}
	for _, icon := range icons {
		content, err := os.ReadFile(icon)
		if err != nil {
			return err
		}
		add(filepath.Base(icon), content)
	}
	for _, s := range sources {
		content, err := os.ReadFile(filepath.Join(root, s.from))
		if err != nil {
			return err
		}
		switch filepath.Ext(s.name) {
		case ".css":
			content, err = style(content, names)
		case ".js":
			content, err = script(content, names)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.from, err)
		}
		add(s.name, content)
	}
	return write(filepath.Join(root, dist), names, files)
}

var (
	fontFace   = regexp.MustCompile(`@font-face\s*\{[^}]*\}`)
	crestRule  = regexp.MustCompile(`[^{}]*\{[^{}]*govuk-crest\.svg[^{}]*\}`)
	sourceMap  = regexp.MustCompile(`/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+`)
	assetURL   = regexp.MustCompile(`url\(["']?/assets/images/([^)"']+)["']?\)`)
	importFrom = regexp.MustCompile(`from "\./([^"]+)"`)
)

// style takes the licensed typeface and crest out of a style sheet and points it at hashed icons.
func style(css []byte, names map[string]string) ([]byte, error) {
	css = fontFace.ReplaceAll(css, nil)
	css = crestRule.ReplaceAll(css, nil)
	css = sourceMap.ReplaceAll(css, nil)
	css = bytes.ReplaceAll(css, []byte("GDS Transport,"), []byte("system-ui,"))
	for _, left := range []string{"GDS Transport", "crest.svg", "/fonts/"} {
		if bytes.Contains(css, []byte(left)) {
			return nil, fmt.Errorf("%q is still in it: the package has changed; mend tools/assets", left)
		}
	}
	return relink(css, assetURL, names, "url(", ")")
}

// script takes the source map's address out of a script and points its imports at hashed files.
func script(js []byte, names map[string]string) ([]byte, error) {
	return relink(sourceMap.ReplaceAll(js, nil), importFrom, names, `from "./`, `"`)
}

func relink(text []byte, reference *regexp.Regexp, names map[string]string, before, after string) ([]byte, error) {
	var missing []string
	text = reference.ReplaceAllFunc(text, func(match []byte) []byte {
		name := string(reference.FindSubmatch(match)[1])
		if names[name] == "" {
			missing = append(missing, name)
		}
		return []byte(before + names[name] + after)
	})
	if missing != nil {
		return nil, fmt.Errorf("it refers to %s, which is not built", strings.Join(missing, ", "))
	}
	return text, nil
}

// hashedName puts a hash of the content into the name, so that the name may be kept for ever.
func hashedName(name string, content []byte) string {
	sum := sha256.Sum256(content)
	ext := filepath.Ext(name)
	return strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:])[:12] + ext
}

// write empties dir but for .gitkeep and fills it again. The manifest comes last: while it is
// missing, the program refuses to start.
func write(dir string, names map[string]string, files map[string][]byte) error {
	old, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	for _, entry := range old {
		if entry.Name() != ".gitkeep" {
			if err := os.RemoveAll(filepath.Join(dir, entry.Name())); err != nil {
				return err
			}
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(filepath.Join(dir, name), files[name], fs.FileMode(0o644)); err != nil {
			return err
		}
	}
	manifest, err := json.MarshalIndent(names, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "manifest.json"), append(manifest, '\n'), 0o644)
}
