package referral

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Receipt is what a referrer learns of one referral: only what the service's file lets her know,
// and of a private one that it was received. Never why, never what she said.
type Receipt struct {
	Referral   id.Referral
	Reference  id.Reference
	Service    string // its key
	Name       string // the service's
	ReceivedAt clock.Instant
	News       []string // what she may know, in order: keys of the list "referrer-news"
	Sessions   int      // how many were held, where News says that some were
	TurnedAway Reason   // about the referral, not about the person; empty: it was not turned away
	Asked      string   // what is asked of the referrer; empty: nothing. [AnswerAsked] takes it
	AsksNumber bool     // it is a number: [GiveNumber] takes it
	Open       bool     // what becomes of the work may be told, as far as the file lets it
}

// ReferrerView gives the receipt of one referral, without what became of the work. The agency that referred may see it, and the
// service's own staff, who see what the referrer sees. service is the referral's. Fails with
// errs.NotFound.
func ReferrerView(ctx context.Context, v gate.Reader, service catalogue.Service, ref id.Referral) (Receipt, error) {
	r, err := Get(ctx, v, ref)
	if err != nil {
		return Receipt{}, err
	}
	if err := v.Authorize(ctx, ActSeeOwn, gate.On{Folder: r.Folder}); err != nil {
		return Receipt{}, err
	}
	if service.Key != r.Service {
		return Receipt{}, errs.New(errs.Internal, "the service given is not the referral's")
	}
	return receipt(service, r), nil
}

// receipt says of a referral what a referrer may know of it. What became of the work the case knows.
func receipt(s catalogue.Service, r Referral) Receipt {
	out := Receipt{Referral: r.ID, Reference: r.Reference, Service: r.Service, Name: s.Name, ReceivedAt: r.ReceivedAt, News: []string{catalogue.NewsReceived}}
	if r.State == Held {
		out.Asked, out.AsksNumber = askable[r.AskedFor], r.AwaitsNumber() // she is asked whether or not it is private: it is her own referral
	}
	if r.Private {
		return out
	}
	out.Open = true
	say := func(news string) {
		if s.TellsReferrer(news) {
			out.News = append(out.News, news)
		}
	}
	switch {
	case r.State == NotUsable, (r.State == Signposted || r.State == Declined) && r.Reason.AboutReferral():
		out.TurnedAway = r.Reason // whoever sent it must know
	case r.State == Signposted, r.State == Declined:
		say(catalogue.NewsClosed) // for a reason that is hers
	case r.State == Closed && r.Reason == AdviceWasEnough:
		say(catalogue.NewsContacted)
		say(catalogue.NewsClosed)
	}
	return out
}

// Own lists what the actor has referred and may still know of, newest first, at most 50. services gives the file of a
// service by its key: (*catalogue.Set).Service.
func Own(ctx context.Context, v gate.Reader, services func(string) (catalogue.Service, bool)) ([]Receipt, error) {
	if err := v.Authorize(ctx, ActOwnList, gate.On{}); err != nil {
		return nil, err
	}
	rows, err := store.Collect(ctx, v, ownSQL, scanReferral, v.Now(), v.Actor().Account(), v.Now())
	if err != nil {
		return nil, err
	}
	list := make([]Receipt, 0, len(rows))
	for _, r := range rows {
		s, ok := services(r.Service)
		if !ok {
			s = catalogue.Service{Key: r.Service, Name: r.Service} // a file that is gone tells nothing but the receipt
		}
		list = append(list, receipt(s, r))
	}
	return list, nil
}
