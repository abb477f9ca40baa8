package referral

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/match"
	"goldenthread/internal/person"
)

// agedAt puts into a referral how old somebody was on the day they were referred, whenever it is written down or mended: returns count
// by it. Where no date of birth is known it is what was found.
func (r Referral) agedAt(born clock.Date, found catalogue.Fact[int]) Referral {
	r.Age, r.AgeKnown = found.Get()
	if age, known := person.Age(born, r.ReceivedOn); known {
		r.Age, r.AgeKnown = age, true
	}
	return r
}

// MayBeYoung tells whether somebody may still be reached through an adult on a day, by how old they are at least: as old as when referred,
// and as many whole years older as have passed since.
func (r Referral) MayBeYoung(service catalogue.Service, today clock.Date) bool {
	years, _ := person.Age(r.ReceivedOn, today)
	return service.Age.ThroughAdult(r.Age+years, r.AgeKnown)
}

// ThroughAdult tells whether the person of a referral is reached through an adult: whether they are today below the age from which the
// service rings people themselves (D9), however old they were when referred. Only of somebody who may still be is the date of birth
// opened; a reader who may not see it, and one of whom no day is known, goes by the years that have passed. It needs the folder, the age and
// the day of a referral. The caller's action on the folder must have been authorised.
func ThroughAdult(ctx context.Context, v gate.Reader, service catalogue.Service, r Referral) (bool, error) {
	today := v.Now().Date()
	if !r.MayBeYoung(service, today) {
		return false, nil
	}
	about, err := person.Load(ctx, v, r.Folder)
	if err != nil {
		return false, err
	}
	born := about.Identity.Born
	if err := v.Open(ctx, born); errs.KindOf(err) == errs.NotFound {
		return true, nil
	} else if err != nil {
		return false, err
	}
	day := clock.Date(born.Text())
	if match.Born(day).Precision() != match.ToDay {
		return true, nil
	}
	return service.Age.ThroughAdult(person.Age(day, today)), nil
}
