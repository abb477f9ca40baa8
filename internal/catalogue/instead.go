package catalogue

import "io/fs"

// Instead gives a catalogue in which one file is replaced, to try a change before it is made.
func Instead(fsys fs.FS, name string, content []byte) fs.FS { return instead{fsys, name, content} }

type instead struct {
	fs.FS
	name    string
	content []byte
}

// ReadFile gives the content of a file; files are read by nothing else.
func (i instead) ReadFile(name string) ([]byte, error) {
	if name == i.name {
		return i.content, nil
	}
	return fs.ReadFile(i.FS, name)
}
