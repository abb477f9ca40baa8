package intake

import "goldenthread/internal/access"

// The actions of this package.
var (
	// ActImport takes in a police file. The operator's command line may, for a nightly transfer.
	ActImport = access.Declare("intake.import", access.Policy{
		Roles: []access.Role{access.PoliceLiaison, access.Administrator, access.Supervisor}, Systems: []string{"cli"},
	})
	// ActBatches sees what came of files: sums, and the reasons of rows.
	ActBatches = access.Declare("intake.batches", access.Policy{
		Roles:   []access.Role{access.PoliceLiaison, access.Administrator, access.VictimCareOfficer, access.CaseWorker, access.Supervisor},
		Systems: []string{"cli"},
	})
	// ActMend sees and mends a row that could not be used.
	ActMend = access.Declare("intake.mend", access.Policy{
		Roles: []access.Role{access.Administrator, access.VictimCareOfficer, access.CaseWorker, access.Supervisor}, Sections: access.Identity,
	})
)
