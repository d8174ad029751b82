/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-delivery.h"
#include "sb-page.h"
#include "sb-tenant.h"

G_BEGIN_DECLS

/**
 * SecondService:
 *
 * The far side of SecondServer: an MDM service that is another than the reference server in
 * everything that a client may have to do with.
 *
 * - Ids are GUIDs. A configuration has no version: it says when it was changed last. No request has
 *   a key: what comes twice is done twice.
 * - A list is read page by page, each by a token that the page before gave. One page has no row and
 *   yet a next one. Nothing is counted, sorted or filtered. Rows of devices do not have the EID.
 * - A configuration is written by one call, which distributes it to nobody, and assigned by
 * another, in device groups, to all devices, or to none.
 *
 * It writes down each call that reached it and would change something.
 */
typedef struct _SecondService SecondService;

#define SECOND_PAGE_ROWS 25

/* How much it has. Each is more than a page. */
#define SECOND_N_CONFIGURATIONS 55
#define SECOND_N_DEVICES        170
#define SECOND_N_GROUPS         60

/* A device group with the first devices. The others have none. */
#define SECOND_GROUP           "Field engineers"
#define SECOND_N_GROUP_DEVICES 40

#define SECOND_TENANT "7c9e6679-7425-40de-944b-e07fc1f90ae7"

typedef enum {
  SECOND_TELL,
  SECOND_LIST,
  SECOND_READ,
  SECOND_CREATE,
  SECOND_WRITE,
  SECOND_ASSIGN,
  SECOND_DELETE,
  SECOND_CHECK_IN,
} SecondVerb;

/* A call. @id: (nullable): of what it is about; a parent, where it lists deliveries
 * @next: (nullable): the token of a page. @body: (nullable): what is written, or whom it is for */
typedef struct {
  SecondVerb verb;
  SbCollection collection;
  char *id;
  char *next;
  SbRecord *body;
} SecondCall;

SecondService *second_service_new (void);
void second_service_free (SecondService *self);

/* (transfer full) (nullable): an SbPage of a list, else what a thing is afterwards */
gpointer second_service_call (SecondService *self, const SecondCall *call, GError **error);

/* The one token that it takes, in place of the one before. */
void second_service_set_token (SecondService *self, const char *token);
gboolean second_service_takes (SecondService *self, const char *token);

/* (transfer full): what would change something, in the order in which it came, as "create Berlin,
 * assign Berlin" */
char *second_service_dup_writes (SecondService *self);
/* (nullable) (transfer none): by its name */
SbConfiguration *second_service_find (SecondService *self, const char *name);
/* (transfer none): by its number, or of the group by its name */
const char *second_service_get_id (SecondService *self, SbCollection collection, guint number);
const char *second_service_get_group (SecondService *self, const char *name);
/* Somebody else edits a configuration. */
void second_service_describe (SecondService *self, const char *name, const char *description);
/* How the devices of a configuration stand with it. */
void second_service_deliver (SecondService *self, const char *name, SbDeliveryState state);

G_END_DECLS
