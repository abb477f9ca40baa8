package view_test

import (
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"goldenthread/internal/web/view"
	"goldenthread/internal/web/view/viewtest"
)

// components are all parts that are drawn by a template. A new one belongs here.
var components = map[string]view.Part{
	"alert": view.Alert{}, "back": view.Back{}, "button-form": view.ButtonForm{}, "button": view.Button{}, "checkboxes": view.Checkboxes{},
	"corrected": view.Corrected{}, "date-input": view.DateInput{}, "details": view.Details{}, "exit-this-page": view.ExitThisPage{}, "facts": view.Facts{}, "figures": view.Figures{},
	"file-input": view.FileInput{}, "form": view.Form{}, "heading": view.Heading{}, "identity-bar": view.IdentityBar{}, "inset": view.InsetText{}, "keys": view.Keys{}, "one-at-a-time": view.OneAtATime{},
	"link-button": view.LinkButton{}, "link": view.Link{}, "list": view.List{}, "pagination": view.Pagination{}, "pair": view.Pair{},
	"panel": view.Panel{}, "paper": view.Paper{}, "paragraph": view.Paragraph{}, "quiet": view.Quiet{}, "radios": view.Radios{}, "read-aloud": view.ReadAloud{}, "row-links": view.RowLinks{},
	"rows": view.Rows{}, "safe-contact": view.SafeContact{}, "select": view.Select{}, "summary-list": view.SummaryList{}, "table": view.Table{},
	"tabs": view.Tabs{}, "tag": view.Tag{}, "task-list": view.TaskList{}, "text-input": view.TextInput{}, "textarea": view.Textarea{},
	"timeline": view.Timeline{}, "picture": view.Picture{}, "warning": view.WarningText{}, "words": view.Words{},
}

// notComponents are the files that others use.
var notComponents = map[string]bool{"choices": true, "field": true, "frame": true, "error-summary": true}

func TestEveryComponentIsDrawnWithEverythingInIt(t *testing.T) {
	files, err := fs.Glob(view.PartFiles, "parts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "parts/"), ".html")
		if _, listed := components[name]; !listed && !notComponents[name] {
			t.Errorf("%s is drawn by no component of this test", file)
		}
	}
	for name, part := range components {
		t.Run(name, func(t *testing.T) {
			of := reflect.TypeOf(part)
			if where := viewtest.Untyped(of); where != "" {
				t.Errorf("%s: parts are typed all the way down", where)
			}
			for _, switches := range []bool{true, false} {
				filled := viewtest.Filled(of, switches).Interface().(view.Part)
				out, err := view.Render(view.Frame{}, view.Page{Title: "Sample", Body: filled})
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(string(out), "ZgotmplZ") {
					t.Errorf("html/template refused a value where it stands:\n%s", out)
				}
			}
		})
	}
}

func TestRender(t *testing.T) {
	everything := viewtest.Filled(reflect.TypeFor[view.Page](), true).Interface().(view.Page)
	everything.Form = view.Answers{}
	frame := viewtest.Filled(reflect.TypeFor[view.Frame](), true).Interface().(view.Frame)
	for _, wide := range []bool{true, false} {
		everything.Wide, everything.Headless = wide, false
		out, err := view.Render(frame, everything)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(out), "<h1"); n != 1 {
			t.Errorf("wide %v: %d main headings", wide, n)
		}
	}
	if _, err := view.Render(frame, view.Page{}); err == nil {
		t.Error("a page without a title is drawn")
	}
}
