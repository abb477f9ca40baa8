package casework

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Workload counts the open cases that workers of a service have, for whoever gives a case to one of
// them. A worker without any is not in it. It takes no decision of its own: it is for use inside reads
// that have taken theirs.
func Workload(ctx context.Context, v gate.Reader, service string) (map[id.Account]int, error) {
	open := map[id.Account]int{}
	return open, store.Each(ctx, v, workloadSQL, func(scan store.Scan) error {
		var worker id.Account
		var n int
		err := scan(&worker, &n)
		open[worker] = n
		return err
	}, service, Open)
}

// workloadSQL is driven by case_file_service.
var workloadSQL = store.SQL("casework.workload", `
	SELECT worker, count(*) FROM case_file WHERE service = $1 AND state = $2 AND worker <> '' GROUP BY worker`)
