// Package reports is the pages of the returns that services make to those who pay for them: which
// there are, one return with its charts and tables, the records behind a figure, and a copy for a
// spreadsheet.
//
// A return is totals and holds nobody. Every count in it is a link to the records it counts; opening
// one is recorded, and who they are is shown only to those who may see them anyway. Addresses hold
// codes and days alone. Requirements R189 to R193, R197, R242, R243.
package reports
