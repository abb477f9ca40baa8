package seal_test

import (
	"bytes"
	"testing"

	"goldenthread/internal/errs"
	"goldenthread/internal/seal"
)

func TestUnderCode(t *testing.T) {
	const code, row, told = "7k3m92qx7k3m92qx", "row", "CANARY he waits by the bins"
	box, err := seal.UnderCode(code, row, told)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(box, []byte("CANARY")) {
		t.Error("the box holds the text in clear")
	}
	if got, err := seal.OpenUnderCode(code, row, box); err != nil || got != told {
		t.Errorf("opened with its code: %q, %v", got, err)
	}
	for name, try := range map[string][2]string{"another code": {"7k3m92qx7k3m92qy", row}, "another row": {code, "other"}} {
		if got, err := seal.OpenUnderCode(try[0], try[1], box); errs.KindOf(err) != errs.Invalid || got != "" {
			t.Errorf("%s: %q, %v; want it refused", name, got, err)
		}
	}
}
