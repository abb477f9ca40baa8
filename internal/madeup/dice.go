package madeup

// Dice is a small generator of numbers that look random and are the same in every year and on every
// machine (splitmix64). The standard library's does not promise that between its versions, and the
// files must not change because Go did.
type Dice uint64

func (d *Dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Below gives a number from 0 to n-1.
func (d *Dice) Below(n int) int { return int(d.next() % uint64(n)) }

// Between gives a number from a to b.
func (d *Dice) Between(a, b int) int { return a + d.Below(b-a+1) }

// OneIn is true once in n times.
func (d *Dice) OneIn(n int) bool { return d.Below(n) == 0 }

// Pick draws one of a list.
func Pick[T any](d *Dice, of []T) T { return of[d.Below(len(of))] }

// Shuffle puts a list in another order.
func Shuffle[T any](d *Dice, s []T) {
	for i := len(s) - 1; i > 0; i-- {
		j := d.Below(i + 1)
		s[i], s[j] = s[j], s[i]
	}
}
