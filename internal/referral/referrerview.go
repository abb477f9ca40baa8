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

// What a service's file can let a referrer know.
const (
	tellReceived  = "received"
	tellContacted = "contacted"
	tellTakenUp   = "taken_up"
	tellClosed    = "closed"
)

// Receipt is what a referrer learns of one referral: only what the service's file lets her know,
// and of a private one that it was received. Never why, never what she said.
type Receipt struct {
	Referral   id.Referral
	Reference  id.Reference
	Service    string
	ReceivedAt clock.Instant
	Said       []string // in words, in order: "Received on 19 November 2026", "Contacted"
	Asked      string   // what is asked of the referrer; empty: nothing
}

// ReferrerView gives the receipt of one referral. The agency that referred may see it, and the
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

// receipt says of a referral what a referrer may know of it.
func receipt(s catalogue.Service, r Referral) Receipt {
	out := Receipt{Referral: r.ID, Reference: r.Reference, Service: s.Name, ReceivedAt: r.ReceivedAt,
		Said: []string{"Received on " + r.ReceivedOn.Plain()}}
	if r.State == Held {
		out.Asked = askable[r.AskedFor] // she is asked whether or not it is private: it is her own referral
	}
	if r.Private || r.State == OptedOut {
		return out
	}
	say := func(what, words string, when bool) {
		if when && s.TellsReferrer(what) {
			out.Said = append(out.Said, words)
		}
	}
	at := r.State
	if at == Held && r.HeldFrom != "" {
		at = r.HeldFrom // that contact was stopped is not the referrer's to know
	}
	working := at == InContact || at == Waiting || at == Allocated || at == Closed
	say(tellContacted, "Contacted", working)
	say(tellTakenUp, "Support taken up", at == Allocated)
	say(tellClosed, "Closed", at == Closed)
	if at == Signposted || at == NotUsable {
		out.Said = append(out.Said, r.Reason.Words()) // about the referral, not about her: whoever sent it must know
	}
	return out
}

// OwnReceipt is one line of a referrer's own list.
type OwnReceipt struct {
	Receipt
	ServiceKey string
}

// Own lists what the actor has referred, newest first, at most 50. services gives the file of a
// service by its key: (*catalogue.Set).Service.
func Own(ctx context.Context, v gate.Reader, services func(string) (catalogue.Service, bool)) ([]OwnReceipt, error) {
	if err := v.Authorize(ctx, ActOwnList, gate.On{}); err != nil {
		return nil, err
	}
	rows, err := store.Collect(ctx, v, ownSQL, scanReferral, v.Now(), v.Actor().Account())
	if err != nil {
		return nil, err
	}
	list := make([]OwnReceipt, 0, len(rows))
	for _, r := range rows {
		s, ok := services(r.Service)
		if !ok {
			s = catalogue.Service{Key: r.Service, Name: r.Service} // a file that is gone tells nothing but the receipt
		}
		list = append(list, OwnReceipt{Receipt: receipt(s, r), ServiceKey: r.Service})
	}
	return list, nil
}
