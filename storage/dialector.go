package storage

import "gorm.io/gorm"

// dialector is gorm's for a database, and makes the errors of one that does not answer the
// domain's wherever they come from.
type dialector struct {
	gorm.Dialector
	gorm.SavePointerDialectorInterface
}

// translating wraps a dialector of one of the two databases, which both know savepoints.
func translating(of gorm.Dialector) gorm.Dialector {
	return dialector{of, of.(gorm.SavePointerDialectorInterface)}
}

// Apply settles how long names may be, where the database has a limit of its own.
func (d dialector) Apply(config *gorm.Config) error {
	if limited, limits := d.Dialector.(interface{ Apply(*gorm.Config) error }); limits {
		return limited.Apply(config)
	}
	return nil
}

// Translate makes an error the domain's where the database does not answer.
func (d dialector) Translate(err error) error { return withAway(err) }
