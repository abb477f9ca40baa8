package agency

import "goldenthread/internal/store"

var addAgencySQL = store.SQL("agency.addAgency", `
	INSERT INTO agency (id, key, name, kind, district, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, 1, $6)`)

var renameAgencySQL = store.SQL("agency.renameAgency", `
	UPDATE agency SET name = $1, version = version + 1, last_entry = $2
	WHERE id = $3 AND version = $4`)

var agenciesSQL = store.SQL("agency.agencies", `
	SELECT id, key, name, kind, district, version
	FROM agency
	ORDER BY name, id`)

var agencyByIDSQL = store.SQL("agency.agencyByID", `
	SELECT id, key, name, kind, district, version
	FROM agency
	WHERE id = $1`)

var agencyByKeySQL = store.SQL("agency.agencyByKey", `
	SELECT id, key, name, kind, district, version
	FROM agency
	WHERE key = $1`)

var addTeamSQL = store.SQL("agency.addTeam", `
	INSERT INTO team (id, agency_id, key, name, service, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6)`)

var teamsSQL = store.SQL("agency.teams", `
	SELECT id, agency_id, key, name, service
	FROM team
	ORDER BY name, id`)

var teamByIDSQL = store.SQL("agency.teamByID", `
	SELECT id, agency_id, key, name, service
	FROM team
	WHERE id = $1`)

var teamByKeySQL = store.SQL("agency.teamByKey", `
	SELECT id, agency_id, key, name, service
	FROM team
	WHERE agency_id = $1 AND key = $2`)

// teamOfSQL is driven by team_service, which holds no team without a service.
var teamOfSQL = store.SQL("agency.teamOf", `
	SELECT id, agency_id, key, name, service
	FROM team
	WHERE service = $1 AND service <> ''`)

// servicesOfSQL is driven by team_key, which begins with the agency.
var servicesOfSQL = store.SQL("agency.servicesOf", `
	SELECT service
	FROM team
	WHERE agency_id = $1 AND service <> ''
	ORDER BY service`)

func scanAgency(row store.Scan) (Agency, error) {
	var a Agency
	err := row(&a.ID, &a.Key, &a.Name, &a.Kind, &a.District, &a.Version)
	return a, err
}

func scanTeam(row store.Scan) (Team, error) {
	var t Team
	err := row(&t.ID, &t.Agency, &t.Key, &t.Name, &t.Service)
	return t, err
}
