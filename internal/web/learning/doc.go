// Package learning is the pages of training and awareness: what is planned and what was held, who came,
// who is due again when, and whether more people were referred after it. They hold nobody who is supported.
// Requirements R161 to R170.
package learning
