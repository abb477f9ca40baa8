package madeup

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
)

// A data set is some CSV files. A row of one is a struct whose fields, in order, are its columns, named by the tag csv:
// texts, days, whole numbers, and yes or no.

// Put writes rows as the file of a data set with a name.
func Put[T any](files map[string][]byte, name string, rows []T) error {
	lines := [][]string{columns[T]()}
	for _, row := range rows {
		v := reflect.ValueOf(row)
		line := make([]string, v.NumField())
		for i := range line {
			line[i] = written(v.Field(i))
		}
		lines = append(lines, line)
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(lines); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	files[name] = b.Bytes()
	return nil
}

// Get reads the rows of one file of a data set, after checking its columns.
func Get[T any](fsys fs.FS, name string, rows *[]T) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if len(lines) == 0 || !slices.Equal(lines[0], columns[T]()) {
		return fmt.Errorf("%s: the columns must be %v", name, columns[T]())
	}
	for n, line := range lines[1:] {
		var row T
		v := reflect.ValueOf(&row).Elem()
		for i, cell := range line {
			if err := read(v.Field(i), cell); err != nil {
				return fmt.Errorf("%s, row %d, %s: %w", name, n+1, lines[0][i], err)
			}
		}
		*rows = append(*rows, row)
	}
	return nil
}

func columns[T any]() []string {
	t := reflect.TypeFor[T]()
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = t.Field(i).Tag.Get("csv")
	}
	return names
}

func written(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return "yes"
		}
		return "no"
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	default:
		return v.String()
	}
}

func read(v reflect.Value, cell string) error {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(cell == "yes")
	case reflect.Int:
		n, err := strconv.Atoi(cell)
		if err != nil {
			return err
		}
		v.SetInt(int64(n))
	default:
		v.SetString(cell)
	}
	return nil
}

// Generate writes the files of a data set into a folder and gives the exit code: what a command beside a data set's
// package does for go generate.
func Generate(folder string, files map[string][]byte, err error) int {
	for name, content := range files {
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, name), content, 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		return 1
	}
	return 0
}
