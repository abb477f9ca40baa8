package seal

// What version 1 of boxes and wraps looks like; see TestKnownAnswer.
const (
	knownBox  = "01056b65792d317477656c7665206279746573a651668406d6d859350c845f413e52967c064e1e8bf44754b51aa0a8f2acfbf6"
	knownWrap = "017477656c766520627974657356a48322b6c5d2f0be567e7f276fe89fdfa0833d48715e901d12ae474bacbfecae2b072bb8e8f3cdca757f7c7d77d65f"
)
