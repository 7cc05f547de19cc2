//go:build ignore

/*
 * Checks one .ics file with libical: that it parses without an error, and that it
 * keeps RFC 5546's table of what a published calendar holds.
 *
 *     cc -o restriction restriction.c -lical && ./restriction FILE.ics
 *
 * Prints every error that libical notes, or else one line for each event, its parts
 * apart by tabs: UID, SEQUENCE, start and end in seconds since 1970, STATUS, LOCATION,
 * SUMMARY. Exits 0 when there is none, 1 when there
 * is, 2 when the file cannot be read. The build line above keeps Go from taking
 * the file for a part of its package. The table knows no calendar without METHOD,
 * and PUBLISH demands ORGANIZER, so a copy in memory is given both where missing.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    char *text = NULL;
    size_t length = 0;
    size_t room = 0;
    do {
        if (length + 1 >= room) {
            room = room == 0 ? 65536 : room * 2;
            char *larger = realloc(text, room);
            if (larger == NULL) {
                free(text);
                fclose(file);
                return NULL;
            }
            text = larger;
        }
        length += fread(text + length, 1, room - length - 1, file);
    } while (!feof(file) && !ferror(file));
    int failed = ferror(file) || memchr(text, '\0', length) != NULL;
    fclose(file);
    if (failed) {
        free(text);
        return NULL;
    }
    text[length] = '\0';
    return text;
}

/*
 * Prints the errors noted in a component and all within it; returns their number.
 * A component has one cursor for its properties, which fetching the UID moves too,
 * so that is done before the loop. libical notes some errors once for each property
 * of the component; one such is enough.
 */
static int print_errors(icalcomponent *component)
{
    int errors = 0;
    const char *uid = icalcomponent_get_uid(component);
    const char *previous = "";
    for (icalproperty *property = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY);
         property != NULL;
         property = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) {
        const char *error = icalproperty_get_xlicerror(property);
        if (strcmp(error, previous) == 0) {
            continue;
        }
        printf("%s %s: %s\n", icalcomponent_kind_to_string(icalcomponent_isa(component)),
               uid != NULL ? uid : "(no UID)", error);
        previous = error;
        errors++;
    }
    for (icalcomponent *child = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
         child != NULL;
         child = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
        errors += print_errors(child);
    }
    return errors;
}

/* Adds what the table of PUBLISH demands and a plain feed leaves out. */
static void complete(icalcomponent *calendar)
{
    if (icalcomponent_get_first_property(calendar, ICAL_METHOD_PROPERTY) == NULL) {
        icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    }
    for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         event != NULL;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        if (icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY) == NULL) {
            icalcomponent_add_property(event, icalproperty_new_organizer("mailto:organizer@example.org"));
        }
    }
}

static long seconds(struct icaltimetype time)
{
    return (long) icaltime_as_timet_with_zone(time, icaltime_get_timezone(time));
}

/* Prints a text, in which neither tabs nor line breaks can stand. */
static const char *shown(const char *text)
{
    return text != NULL && strpbrk(text, "\t\n") == NULL ? text : "";
}

static void print_events(icalcomponent *calendar)
{
    for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         event != NULL;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        printf("%s\t%d\t%ld\t%ld\t%s\t%s\t%s\n", shown(icalcomponent_get_uid(event)), icalcomponent_get_sequence(event),
               seconds(icalcomponent_get_dtstart(event)), seconds(icalcomponent_get_dtend(event)),
               icalproperty_status_to_string(icalcomponent_get_status(event)), shown(icalcomponent_get_location(event)),
               shown(icalcomponent_get_summary(event)));
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: restriction FILE.ics\n");
        return 2;
    }
    char *text = read_file(argv[1]);
    if (text == NULL) {
        fprintf(stderr, "%s: cannot be read as text\n", argv[1]);
        return 2;
    }
    icalcomponent *calendar = icalparser_parse_string(text);
    free(text);
    if (calendar == NULL || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) {
        printf("not exactly one VCALENDAR\n");
        if (calendar != NULL) {
            icalcomponent_free(calendar);
        }
        return 1;
    }
    int errors = print_errors(calendar);

    icalcomponent *copy = icalcomponent_new_clone(calendar);
    icalcomponent_strip_errors(copy);
    complete(copy);
    int valid = icalrestriction_check(copy);
    int broken = print_errors(copy);
    if (!valid && broken == 0) {
        printf("VCALENDAR: breaks a restriction that libical does not name\n");
        broken = 1;
    }
    icalcomponent_free(copy);
    if (errors + broken == 0) {
        print_events(calendar);
    }
    icalcomponent_free(calendar);
    return errors + broken > 0 ? 1 : 0;
}
