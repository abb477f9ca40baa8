package seal

import "goldenthread/internal/store"

var (
	countDrawers = store.SQL("seal.countDrawers", `SELECT count(*) FROM seal_drawer`)

	allDrawers = store.SQL("seal.allDrawers", `SELECT id, epoch, mark, wrapped FROM seal_drawer ORDER BY id`)

	oneDrawer = store.SQL("seal.oneDrawer", `SELECT id, epoch, mark, wrapped FROM seal_drawer WHERE id = $1`)

	drawerEpochs = store.SQL("seal.drawerEpochs", `SELECT DISTINCT epoch FROM seal_drawer ORDER BY epoch`)

	putDrawers = store.SQL("seal.putDrawers", `
INSERT INTO seal_drawer (id, epoch, mark, wrapped) VALUES {{rows 4}}
ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, mark = excluded.mark, wrapped = excluded.wrapped`)

	newestEpoch = store.SQL("seal.newestEpoch", `SELECT id FROM seal_epoch ORDER BY id DESC LIMIT 1`)

	addEpoch = store.SQL("seal.addEpoch", `
INSERT INTO seal_epoch (id, made_at, retired_at, destroyed_at) VALUES ($1, $2, $3, $4)`)

	retireEpochs = store.SQL("seal.retireEpochs", `
UPDATE seal_epoch SET retired_at = $1 WHERE id < $2 AND retired_at > $1`)

	destroyEpochs = store.SQL("seal.destroyEpochs", `
UPDATE seal_epoch SET destroyed_at = $1 WHERE id <= $2 AND destroyed_at > $1`)

	// The drawer's mark stands in the statement itself: the key goes in only if the drawer still
	// has the key it was wrapped under.
	addKey = store.SQL("seal.addKey", `
INSERT INTO seal_data_key (id, kind, drawer, wrapped, made_at)
SELECT $1, $2, d.id, $3, $4 FROM seal_drawer d WHERE d.id = $5 AND d.mark = $6`)

	loadKeys = store.SQL("seal.loadKeys", `
SELECT k.id, k.kind, k.wrapped, d.id, d.epoch, d.mark, d.wrapped
FROM seal_data_key k JOIN seal_drawer d ON d.id = k.drawer
WHERE k.id IN ({{list}})`)

	sameDrawer = store.SQL("seal.sameDrawer", `
SELECT k.id, k.kind, k.wrapped, k.made_at, d.id, d.epoch, d.mark, d.wrapped
FROM seal_data_key erased
JOIN seal_drawer d ON d.id = erased.drawer
JOIN seal_data_key k ON k.drawer = d.id
WHERE erased.id = $1`)

	deleteKey = store.SQL("seal.deleteKey", `DELETE FROM seal_data_key WHERE id = $1`)

	rewrapKeys = store.SQL("seal.rewrapKeys", `
INSERT INTO seal_data_key (id, kind, drawer, wrapped, made_at) VALUES {{rows 5}}
ON CONFLICT (id) DO UPDATE SET wrapped = excluded.wrapped`)

	addErasure = store.SQL("seal.addErasure", `
INSERT INTO seal_erasure (key_id, erased_at) VALUES ($1, $2) ON CONFLICT (key_id) DO NOTHING`)

	erasedAmong = store.SQL("seal.erasedAmong", `SELECT key_id FROM seal_erasure WHERE key_id IN ({{list}})`)

	allErasures = store.SQL("seal.allErasures", `SELECT key_id, erased_at FROM seal_erasure ORDER BY erased_at, key_id`)
)
