package oversight

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/oversight"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// Path is the address of the page.
const Path = "/oversight"

// pages is what the handlers make their pages of.
type pages struct{ set *catalogue.Set }

// Routes gives the page, by the services of a catalogue. A reference is posted, so that no address says whose looks were asked for.
func Routes(set *catalogue.Set) web.Routes {
	p := pages{set}
	return web.Routes{
		{Method: http.MethodGet, Pattern: Path, Action: oversight.ActState, Handler: web.Show(p.page)},
		{Method: http.MethodPost, Pattern: Path, Action: casework.ActLookInto, Handler: p.lookInto},
		{Method: http.MethodGet, Pattern: keptPath, Action: casework.ActPastKeeping, Handler: p.kept},
	}
}

// page is GET /oversight.
func (p pages) page(r *web.Request, a view.Answers) (view.Page, error) {
	type read struct {
		oversight.State
		past int
	}
	s, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (d read, err error) {
		if d.State, err = oversight.Now(ctx, v); err != nil {
			return d, err
		}
		d.past, err = casework.CountPastKeeping(ctx, v)
		return d, err
	})
	if err != nil {
		return view.Page{}, err
	}
	ask := view.Form{Action: Path, Key: r.Key(), Submit: view.Button{Text: "Show who has looked"},
		Body: view.Parts{view.TextInput{Name: "reference", Label: "Reference of the record", Hint: "Like GT-7K3M-92QX. Nothing of the record is shown. That you asked stands in its list", Width: 20}.From(a),
			view.DateInput{Name: "on", Legend: "Who could see it on which day?", Hint: "Leave it empty for now", LegendSize: "s"}.From(a)}}
	return view.Page{Title: "Oversight", Section: Path,
		Body: view.Parts{
			view.H2("Who has looked at a record"), ask,
			view.H2("The log"), log(s.State),
			view.H2("The keys"), keys(s.State),
			view.H2("What may be undone"), p.undone(s.Lists),
			view.H2("Asked not to be contacted"), view.Para("Each stays in the register after everything else is deleted, and is checked before anybody is called."),
			view.SummaryList{Rows: []view.SummaryRow{
				{Key: "About one matter", Value: view.Text(view.UpTo(s.NoCall[person.ScopeMatter]))},
				{Key: "By one service", Value: view.Text(view.UpTo(s.NoCall[person.ScopeService]))},
				{Key: "By anybody here", Value: view.Text(view.UpTo(s.NoCall[person.ScopeAll]))}}},
			view.H2("Kept too long"), view.Paragraph{Body: view.Link{Text: "Records past the day until which they may be kept: " + view.UpTo(s.past), Href: keptPath}},
		},
		Aside: view.Parts{view.H2("To prove the log"), view.Small("This page says how far the log is in order by itself. Proof is for the program’s command line, which works out every entry anew and holds it against what was signed and kept elsewhere:"),
			view.Small("goldenthread audit verify --data FOLDER"), view.Small("It ends with 1 and names the first altered entry when something is wrong.")}}, nil
}

// log says how the log stands.
func log(s oversight.State) view.Part {
	waiting := "None"
	if s.Waiting > 0 {
		waiting = view.UpTo(s.Waiting)
	}
	signed := view.Lines{view.Text("Never. Ask whoever looks after the system to sign it, and to send it to a partner agency")}
	if s.Signed > 0 {
		signed = view.Lines{view.Text(s.At.Date().Plain() + ", " + s.At.Clock()), view.Text("Entries since: " + strconv.FormatInt(s.Entries-s.Signed, 10) + ". Only what was signed, and is kept elsewhere too, can’t be changed unseen")}
	}
	return view.SummaryList{Rows: []view.SummaryRow{
		{Key: "Looks and changes on record", Value: view.Text(strconv.FormatInt(s.Entries, 10))},
		{Key: "Not yet in the proof", Value: view.Text(waiting)},
		{Key: "Signed last", Value: signed}}}
}

// keys says which keys there are, until when an older copy of the data can be restored, and how much was erased.
func keys(s oversight.State) view.Part {
	list := view.Lines{}
	for _, k := range s.Keys {
		says := "In use since " + k.Made.Date().Plain()
		if k.Destroy != clock.Never {
			says = "Made on " + k.Made.Date().Plain() + ", to be destroyed on " + k.Destroy.Date().Plain()
		}
		list = append(list, view.Text(says))
	}
	return view.Parts{
		view.Para("All that is private is kept under a key of the week, which is in no backup. Once a key is destroyed, no copy of the data from its week opens: so what is erased is gone from the backups too, after 35 days at most."),
		view.SummaryList{Rows: []view.SummaryRow{
			{Key: "Keys that exist", Value: list},
			{Key: "Records erased", Value: view.Text(view.UpTo(s.Erased))}}}}
}

// undone says what may be undone, by whom, and what never.
func (p pages) undone(lists []oversight.List) view.Part {
	t := view.Table{Caption: "Lists of cases taken in, latest first", Pattern: view.Stack, Empty: "No list of cases was taken in.",
		Columns: []view.Column{{Head: "Service"}, {Head: "Taken in", NoWrap: true}, {Head: "Rows", Numeric: true}}}
	for _, l := range lists {
		service, _ := p.set.Service(l.Service)
		t.Rows = append(t.Rows, []view.Part{view.Text(service.Name), view.Text(l.On.Plain()), view.Text(strconv.Itoa(l.Rows))})
	}
	return view.Parts{view.List{Bullets: true, Items: []view.Part{
		view.Text("A list of cases, as one, by the service’s administrators and supervisors, while nothing was done on any of its cases. What it brought is deleted; the log keeps that it came and went."),
		view.Text("That two records are of one person: at any time, by those who decide it."),
		view.Text("An entry of the work log, by whoever wrote it or a supervisor. A return as at an earlier day still counts it."),
		view.Text("Never: what was erased, an entry of the log, a note. A slip in a note is mended by another note.")}}, t}
}

// lookInto is POST /oversight: who has looked at one record.
func (p pages) lookInto(r *web.Request) (web.Reply, error) {
	var bad errs.Fields
	reference, err := id.ParseReference(r.Form().Text("reference"))
	if err != nil {
		bad.Add("reference", "Enter a reference like GT-7K3M-92QX: one sign of it is not right")
		return r.FormAgain(p.page, bad.Err())
	}
	on := r.Form().Date("on")
	if err := r.Form().Err(); err != nil {
		return r.FormAgain(p.page, err)
	}
	looks, err := gate.Write(r.Context(), r.Gate(), "", casework.LookInto{Reference: reference, On: on}.Run)
	if errs.KindOf(err) == errs.Invalid {
		return r.FormAgain(p.page, err)
	}
	if errs.KindOf(err) == errs.NotFound {
		bad.Add("reference", "There is no record with this reference")
		return r.FormAgain(p.page, bad.Err())
	}
	if err != nil {
		return web.Reply{}, err
	}
	t := view.Table{Caption: "Everyone who has looked, latest first", Pattern: view.Stack, BoldHeads: true, Empty: "Nobody has looked.",
		Columns: []view.Column{{Head: "Who"}, {Head: "Day", NoWrap: true}, {Head: "How"}, {Head: "Times", Numeric: true}}}
	for _, d := range looks.Days {
		t.Rows = append(t.Rows, []view.Part{who(d), view.Text(d.On.Short() + " " + strconv.Itoa(d.On.Year())), view.Text(how(d)), view.Text(strconv.Itoa(d.Times))})
	}
	body := view.Parts{t}
	if looks.More {
		body = append(body, view.Small("There is more, from earlier: it is in the log."))
	}
	body = append(body, could(looks, on))
	return web.Page(view.Page{Title: "Who has looked", Caption: string(looks.Reference), Section: Path, Wide: true, Back: &view.Back{Text: "Back to oversight", Href: Path}, Body: body}), nil
}

// could says who could see the record on a day, or can now, what of it, and why.
func could(looks casework.Looks, on clock.Date) view.Part {
	caption := "Who can see it now"
	if on != "" {
		caption = "Who could see it at the end of " + on.Plain()
	}
	t := view.Table{Caption: caption, Pattern: view.Stack, BoldHeads: true, Empty: "Nobody.",
		Columns: []view.Column{{Head: "Who"}, {Head: "Why"}, {Head: "What"}, {Head: "Since", NoWrap: true}, {Head: "Until", NoWrap: true}}}
	for _, s := range looks.Could {
		until := "Open"
		if s.Until != clock.Never {
			until = s.Until.Date().Plain()
		}
		t.Rows = append(t.Rows, []view.Part{view.Text(s.Name), view.Text(s.Because()), view.Text(s.Sees()), view.Text(s.Since.Date().Plain()), view.Text(until)})
	}
	return view.Parts{t, view.Small("A team stands for everybody who worked in it then, each as far as the role goes. Somebody kept out for a conflict of interest could see nothing, also as one of a team.")}
}

// who names somebody who looked, with the roles held now.
func who(d casework.LookedOn) view.Part {
	if d.Account == "" {
		return view.Lines{view.Text("The system"), view.Text("without anybody looking")}
	}
	var roles []string
	for _, role := range d.Roles {
		roles = append(roles, string(role))
	}
	if len(roles) == 0 {
		roles = []string{"works here no more"}
	}
	return view.Lines{view.Text(d.Name), view.Text(strings.Join(roles, ", "))}
}

var hows = map[string]string{"opened": "Opened", "listed": "Saw it in a list", "changed": "Changed something"}

// how says what somebody did on a day, and when last.
func how(d casework.LookedOn) string {
	var did []string
	for _, h := range d.How {
		did = append(did, hows[h])
	}
	return strings.Join(did, ", ") + ", last at " + d.Last.Clock()
}
