package viewtest

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// CheckPage reads a whole page as a browser does and gives what is wrong with it: its title and
// headings, ids, labels, what the parts point at, forms without a key, scripts and styles inside
// it, and inside words.
func CheckPage(page []byte) []string {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{"it is not HTML: " + err.Error()}
	}
	c := &checker{ids: map[string]int{}, labelled: map[string]bool{}, count: map[string]int{}, level: 1} // an error summary stands above the main heading
	c.collect(root)
	c.walk(root)
	if c.title == "" || !strings.HasSuffix(c.title, " - Golden Thread") {
		c.fault("the title is %q", c.title)
	}
	if c.count["h1"] != 1 {
		c.fault("%d main headings, want 1", c.count["h1"])
	}
	if c.count["main"] != 1 {
		c.fault("%d main parts, want 1", c.count["main"])
	}
	for id, n := range c.ids {
		if n > 1 {
			c.fault("%d elements have the id %q", n, id)
		}
	}
	for _, word := range InsideWords(string(page)) {
		c.fault("the inside word %q is on the screen", word)
	}
	return c.faults
}

type checker struct {
	ids      map[string]int
	labelled map[string]bool // ids that a label names
	count    map[string]int
	title    string
	level    int // of the last heading
	faults   []string
}

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

// collect notes ids and labels first, since parts point forwards too.
func (c *checker) collect(n *html.Node) {
	if n.Type == html.ElementNode {
		if id := attr(n, "id"); id != "" {
			c.ids[id]++
		}
		if n.Data == "label" {
			c.labelled[attr(n, "for")] = true
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.collect(child)
	}
}

func (c *checker) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		c.element(n)
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child)
	}
}

func (c *checker) element(n *html.Node) {
	if n.Namespace == "" { // not the parts of a picture
		c.count[n.Data]++
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			c.fault("<%s> has %s inside it, which the policy of the pages forbids", n.Data, a.Key)
		case a.Key == "aria-describedby" || a.Key == "aria-labelledby" || a.Key == "for":
			for id := range strings.FieldsSeq(a.Val) {
				if c.ids[id] == 0 {
					c.fault("<%s %s> points at %q, which is not there", n.Data, a.Key, id)
				}
			}
		case a.Key == "href" && strings.HasPrefix(a.Val, "#") && c.ids[a.Val[1:]] == 0:
			c.fault("a link goes to %q, which is not there", a.Val)
		case strings.Contains(a.Val, "ZgotmplZ"):
			c.fault("<%s %s> was refused by html/template", n.Data, a.Key)
		}
	}
	switch n.Data {
	case "title":
		if n.Namespace == "" {
			c.title = text(n)
		}
	case "h1", "h2", "h3", "h4":
		if level := int(n.Data[1] - '0'); level > c.level+1 {
			c.fault("the heading %q leaves out a level", text(n))
		} else {
			c.level = level
		}
	case "style":
		c.fault("a style stands in the page")
	case "script":
		if attr(n, "src") == "" {
			c.fault("a script stands in the page")
		}
	case "form":
		if attr(n, "method") == "post" && !has(n, "_key") {
			c.fault("the form to %s has no key", attr(n, "action"))
		}
	case "input", "select", "textarea":
		if attr(n, "type") != "hidden" && !c.labelled[attr(n, "id")] {
			c.fault("the input %q has no label", attr(n, "name"))
		}
		name := attr(n, "name")
		if (attr(n, "type") == "password" || attr(n, "autocomplete") == "one-time-code") && !strings.Contains(name, "password") && !strings.Contains(name, "secret") {
			c.fault("the input %q lets somebody in and its name does not say so: a form that was not sent would keep it", name)
		}
	case "a", "button":
		if strings.TrimSpace(text(n)) == "" && attr(n, "aria-label") == "" {
			c.fault("a <%s> says nothing", n.Data)
		}
	}
}

// has tells whether a form holds an input of a name.
func has(n *html.Node, name string) bool {
	if n.Type == html.ElementNode && n.Data == "input" && attr(n, "name") == name {
		return attr(n, "value") != ""
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if has(child, name) {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		b.WriteString(text(child))
	}
	return b.String()
}
