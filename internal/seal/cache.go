package seal

import (
	"sync"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/id"
)

const (
	// cacheSize bounds the data keys kept in memory, in each of two generations.
	cacheSize = 4096
	// cacheLife is how long a key may be used without asking the database: the longest that
	// another node can still open what was erased on this one.
	cacheLife = time.Minute
	// doubtLife is how long after an erasure was tried here its key is not kept at all: the
	// erasure may not have committed when somebody reads the key again.
	doubtLife = time.Hour
)

// cache keeps unwrapped data keys for a short while: two generations, the older dropped whole when
// the younger is full, and what is used moves to the younger.
type cache struct {
	mu         sync.Mutex
	size       int
	young, old map[id.Key]cached
	doubtful   map[id.Key]clock.Instant
}

type cached struct {
	key    *dataKey
	loaded clock.Instant
}

func newCache(size int) *cache {
	return &cache{size: size, young: map[id.Key]cached{}, old: map[id.Key]cached{}, doubtful: map[id.Key]clock.Instant{}}
}

func (c *cache) get(key id.Key, now clock.Instant) (*dataKey, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found, ok := c.young[key]
	if !ok {
		if found, ok = c.old[key]; ok {
			c.put(key, found)
		}
	}
	if age := now.Sub(found.loaded); !ok || age < 0 || age >= cacheLife {
		return nil, false
	}
	return found.key, true
}

func (c *cache) add(key id.Key, k *dataKey, now clock.Instant) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if tried, ok := c.doubtful[key]; ok {
		if age := now.Sub(tried); age >= 0 && age < doubtLife {
			return
		}
		delete(c.doubtful, key)
	}
	c.put(key, cached{k, now})
}

func (c *cache) put(key id.Key, k cached) {
	if len(c.young) >= c.size {
		c.young, c.old = make(map[id.Key]cached, c.size), c.young
	}
	c.young[key] = k
}

// drop forgets a key that is being erased.
func (c *cache) drop(key id.Key, now clock.Instant) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.young, key)
	delete(c.old, key)
	for k, tried := range c.doubtful {
		if age := now.Sub(tried); age < 0 || age >= doubtLife {
			delete(c.doubtful, k)
		}
	}
	c.doubtful[key] = now
}
