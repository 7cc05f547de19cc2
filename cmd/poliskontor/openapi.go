package main

import "poliskontor/api"

type openAPICommand struct{}

// Run prints the API's description.
func (openAPICommand) Run(std stdio) error {
	description, err := api.OpenAPI()
	if err != nil {
		return err
	}
	_, err = std.out.Write(description)
	return err
}
