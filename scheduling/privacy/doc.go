// Package privacy finds in a text what tells who somebody is: what must not be stored
// (personnummer and samordningsnummer), and what had better be masked (telephone numbers,
// e-mail addresses, licence plates, street numbers). It finds by form alone, and knows no
// names.
package privacy
