package reports

import (
	"bytes"
	"fmt"
	"io"

	"goldenthread/internal/report"
	"goldenthread/internal/web/assets"
	"goldenthread/internal/web/view"
)

// WriteHTML writes a return as one page that needs nothing else: its style is in it and its figures lead
// nowhere, so it can be sent, kept and printed.
func WriteHTML(w io.Writer, made report.Report) error {
	page, err := view.Render(view.Frame{}, returnPage(made, around{}, true))
	if err != nil {
		return err
	}
	style, err := assets.Style()
	if err != nil {
		return fmt.Errorf("reading the style: %w", err)
	}
	_, err = w.Write(bytes.Replace(page, []byte("</head>"), append(append([]byte("<style>"), style...), []byte("</style></head>")...), 1))
	return err
}
