package accounts

//go:generate sh -c "go run ../cmd/poliskontor user roles > ../docs/roles.md"
