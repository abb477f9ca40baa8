package pilot

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const folder = "../../testdata/pilot-2015-16"

func records(t *testing.T) Records {
	t.Helper()
	r, err := Read(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The committed files are what Make makes, byte for byte, and read back as they were.
func TestFilesAreMade(t *testing.T) {
	made := Make()
	files, err := made.Files()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(folder + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != string(got) {
			t.Errorf("%s is not what Make makes: run go generate ./internal/pilot", name)
		}
	}
	if diff := cmp.Diff(made, records(t)); diff != "" {
		t.Errorf("the files read back differently (-made +read):\n%s", diff)
	}
}

// Every crime is one victim's and goes to one service; the pilot's are of its own area; no case worker passes the cap.
func TestEachVictimGoesToOneService(t *testing.T) {
	crimes, services, taken := map[string]bool{}, map[string]int{}, map[int]int{}
	for _, v := range records(t).Victims {
		if crimes[v.Crime] {
			t.Errorf("%s: the crime %s is there twice", v.Case, v.Crime)
		}
		crimes[v.Crime] = true
		services[v.Service]++
		pilots := v.Force == "cleveland" && v.Unit == "telephone_investigation_unit" || v.Force == "durham" && v.District == "E06000005"
		if pilots != (v.Service == "pilot") {
			t.Errorf("%s of %s, %q, %s is in %s", v.Case, v.Force, v.Unit, v.District, v.Service)
		}
		if v.Outcome != "excluded" && (v.ReachedOn < v.ReceivedOn || v.ClosedOn < v.ReachedOn) {
			t.Errorf("%s: its days are not in order", v.Case)
		}
		if v.Worker > 0 {
			taken[v.Worker]++
		}
	}
	if diff := cmp.Diff(map[string]int{"pilot": 198, "adt": 210}, services); diff != "" {
		t.Errorf("services (-want +got):\n%s", diff)
	}
	if taken[1] > 60 || taken[2] > 60 || taken[1]+taken[2] != 53 {
		t.Errorf("taken by the two case workers: %v, at most 60 each and 53 together", taken)
	}
}

// The first try of the Unit follows the type of crime; whoever comes to the pilot is first rung, whatever the crime was.
func TestTypeOfCrimeDecidesInTheUnitAlone(t *testing.T) {
	methods := map[string]map[string]bool{} // service and offence: first tries
	for _, v := range records(t).Victims {
		key := v.Service + " " + v.Offence
		if methods[key] == nil {
			methods[key] = map[string]bool{}
		}
		methods[key][v.Method] = true
	}
	want := map[string]map[string]bool{}
	for method, codes := range map[string][]string{"phone": rung, "letter": writtenTo, "": leftOut} {
		for _, code := range codes {
			want["adt "+code] = map[string]bool{method: true}
			want["pilot "+code] = map[string]bool{"phone": true}
		}
	}
	if diff := cmp.Diff(want, methods); diff != "" {
		t.Errorf("first tries by service and type of crime (-want +got):\n%s", diff)
	}
}
