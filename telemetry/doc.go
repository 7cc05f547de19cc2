// Package telemetry tells whoever runs a server how it fares: figures for Prometheus,
// profiles, and traces for OpenTelemetry. Nothing in them says who asked for what: routes
// stand in the place of addresses, and no label holds an ID.
package telemetry
