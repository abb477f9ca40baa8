package staff

import (
	"context"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// posts is the address of the posts of a service.
const posts = "/posts"

// newPost stands in an address for a post that is not written down yet.
const newPost = "new"

// postsOf reads the posts of the service that is asked for.
func (p pages) postsOf(r *web.Request) (s catalogue.Service, may []catalogue.Service, list []workforce.Post, err error) {
	list, err = gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]workforce.Post, error) {
		var err error
		if s, may, err = p.asked(ctx, v, r, workforce.ActPosts); err != nil {
			return nil, err
		}
		return workforce.Posts(ctx, v, s.Key)
	})
	return s, may, list, err
}

// showPosts is GET /posts: the posts of a service, how each stands, and how hard it is to fill.
func (p pages) showPosts(r *web.Request) (web.Reply, error) {
	s, may, list, err := p.postsOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	vacant := 0
	rows := make([][]view.Part, 0, len(list))
	for _, one := range list {
		state := view.Tag{Text: "Filled", Colour: view.Green}
		if one.State == workforce.Vacant {
			state = view.Tag{Text: "Vacant", Colour: view.Orange}
			vacant++
		}
		stands := view.Lines{state, view.Text("since " + one.Since.Plain())}
		if one.Adverts > 0 {
			stands = append(stands, view.Text("advertised "+count(one.Adverts, "time", "times")))
		}
		risk := view.Lines{view.Text(p.label("recruiting", one.Difficulty))}
		if one.Note != "" {
			risk = append(risk, view.Text(one.Note))
		}
		risk = append(risk, view.Text("Looked at on "+one.LookedOn.Plain()+"."))
		rows = append(rows, []view.Part{view.Text(p.label("roles", string(one.Role)) + ", " + partOfFullTime(one.Share)), view.Text(p.wherePost(one)), stands, risk, again(one, r.Now().Date()),
			view.Link{Text: "Look at it again", Unseen: ": " + string(one.Role), Href: at(posts+"/"+one.Look, s.Key)}})
	}
	return web.Page(view.Page{Title: "Posts", Section: register, Caption: s.Name, Wide: true, Back: &view.Back{Text: "Staff", Href: at(register, s.Key)},
		Lead:  count(len(list), "post", "posts") + ", " + number(vacant) + " of them vacant. How they stand is in the return, with what is noted about recruiting.",
		Intro: choose(posts, s, may),
		Body: view.Parts{view.LinkButton{Text: "Write down a post", Href: at(posts+"/"+newPost, s.Key)},
			view.Table{Caption: "Posts of this service", CaptionSize: "s", Pattern: view.Stack, Rows: rows, Empty: "No post is written down yet.",
				Columns: []view.Column{{Head: "Post"}, {Head: "Where"}, {Head: "Stands"}, {Head: "Recruiting"}, {Head: "Look again"}, {Head: "Do"}}}}}), nil
}

// postsLink leads from the staff page to the posts, for those who answer for them.
func postsLink(r *web.Request, service string) view.Part {
	if !r.Could(workforce.ActPosts) {
		return nil
	}
	return view.Paragraph{Body: view.Link{Text: "Posts and recruiting", Href: at(posts, service)}}
}

// again says when a post is to be looked at again, and whether that day is past.
func again(one workforce.Post, today clock.Date) view.Part {
	if one.AgainOn == "" {
		return view.Text("No day is set")
	}
	if one.AgainOn < today {
		return view.Lines{view.Tag{Text: "Past", Colour: view.Red}, view.Text(one.AgainOn.Plain())}
	}
	return view.Text(one.AgainOn.Plain())
}

// partOfFullTime writes hundredths of full time: "full time", "0.5 of full time".
func partOfFullTime(share int) string {
	if share == 100 {
		return "full time"
	}
	return strconv.FormatFloat(float64(share)/100, 'f', -1, 64) + " of full time"
}

func (p pages) wherePost(one workforce.Post) string {
	if len(one.Areas) == 0 {
		return "All areas"
	}
	return p.areas(one.Areas)
}

// postPage is GET /posts/{post}: a post that is new, or that is looked at again.
func (p pages) postPage(r *web.Request, a view.Answers) (view.Page, error) {
	s, _, list, err := p.postsOf(r)
	if err != nil {
		return view.Page{}, err
	}
	look, title := r.Path("post"), "A new post"
	one := workforce.Post{Share: 100}
	if look != newPost {
		known := false
		for _, post := range list {
			if post.Look == look {
				one, known = post, true
			}
		}
		if !known {
			return view.Page{}, gate.NoSuchRecord()
		}
		title = "How the post stands"
	}
	areas := make([]view.Choice, 0, len(s.Areas))
	for _, code := range s.Areas {
		areas = append(areas, view.Choice{Value: code, Label: p.areas([]string{code})})
	}
	adverts := ""
	if one.Adverts > 0 {
		adverts = number(one.Adverts)
	}
	return view.Page{Title: title, Section: register, Caption: s.Name, Back: &view.Back{Text: "Posts", Href: at(posts, s.Key)},
		Body: view.Form{Action: posts + "/" + look, Key: r.Key(), Hidden: []view.Hidden{{Name: "service", Value: s.Key}},
			Body: view.Parts{
				view.Select{Name: "role", Label: "Role", Items: p.codes("roles"), Value: string(one.Role)}.From(a),
				view.TextInput{Name: "share", Label: "What part of full time?", Hint: "1 is full time, 0.5 is half.", Width: 4, InputMode: "decimal",
					Value: strconv.FormatFloat(float64(one.Share)/100, 'f', -1, 64)}.From(a),
				view.Checkboxes{Name: "areas", Legend: "Areas", Hint: "None ticked: all of the service's.", LegendSize: "s", Items: areas, Values: one.Areas, Small: true}.From(a),
				view.Radios{Name: "state", Legend: "How does it stand?", LegendSize: "s", Value: string(one.State),
					Items: []view.Choice{{Value: "filled", Label: "Filled"}, {Value: "vacant", Label: "Vacant"}, {Value: "ended", Label: "Ended", Hint: "There is no such post any more."}}}.From(a),
				view.DateInput{Name: "since", Legend: "Since when?", LegendSize: "s"}.On(one.Since).From(a),
				view.TextInput{Name: "adverts", Label: "How often was it advertised since? (optional)", InputMode: "numeric", Width: 3, Value: adverts}.From(a),
				view.Radios{Name: "difficulty", Legend: "How hard is it to find somebody?", LegendSize: "s", Items: p.codes("recruiting"), Value: one.Difficulty}.From(a),
				view.Textarea{Name: "note", Label: "How does recruiting stand?", LabelSize: "s", Rows: 3, Value: one.Note,
					Hint: "A sentence, for a vacant post. It stands in the return as it is: name nobody."}.From(a),
				view.DateInput{Name: "again", Legend: "When will you look at it again?", LegendSize: "s", Hint: "For a vacant post."}.From(a),
			},
			Submit: view.Button{Text: "Save"}, Beside: view.Link{Text: "Cancel", Href: at(posts, s.Key)}}}, nil
}

// lookAtPost is POST /posts/{post}.
func (p pages) lookAtPost(r *web.Request) (web.Reply, error) {
	s, err := p.service(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	roles, _ := p.set.List("roles")
	difficulties, _ := p.set.List("recruiting")
	look := r.Path("post")
	if look == newPost {
		look = ""
	}
	cmd := workforce.LookAtPost{Service: s, Roles: roles, Difficulties: difficulties, Post: workforce.Post{Look: look, Role: access.Role(f.Text("role")),
		Share: pence(f.Text("share")), Areas: f.All("areas"), State: workforce.PostState(f.Text("state")), Since: f.Date("since"), Adverts: f.Int("adverts"),
		Difficulty: f.Text("difficulty"), Note: f.Text("note"), AgainOn: f.Date("again")}}
	if err := do(r, cmd.Run); err != nil {
		return r.FormAgain(p.postPage, err)
	}
	return web.SeeOther(at(posts, s.Key)).Saying("How the post stands is written down."), nil
}
