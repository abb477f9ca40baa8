package view

// PartFiles are the templates of this package's own components, for the tests.
var PartFiles = partFiles
