/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "second-service"

#include "second-service.h"

#include "fake-records.h"
#include "fake-script.h"

#include <string.h>

struct _SecondService {
  GPtrArray *rows[SB_N_COLLECTIONS]; /* (element-type SbRecord): of what has a list of its own */
  GHashTable *deliveries;            /* a configuration's id to GPtrArray of SbDelivery */
  GHashTable *tokens;                /* the token of a page to the position where it begins */
  GString *writes;
  char *token; /* (nullable): whoever has it is let in */
  guint n_ids;
  gint64 now; /* milliseconds since 1970 */
};

/* (transfer full) */
static char *
create_id (SecondService *self)
{
  const guint number = ++self->n_ids;

  return g_strdup_printf ("%08x-c0de-4abc-9def-%012x", number * 2654435761u, number);
}

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static const char *
get_name (gpointer record)
{
  return G_OBJECT_TYPE (record) == SB_TYPE_CONFIGURATION
           ? sb_configuration_get_string (record, SB_CONFIGURATION_FIELD_NAME)
           : sb_target_get_string (record, SB_TARGET_FIELD_NAME);
}

/* (transfer full) */
static SbRecord *
create_group (const char *id, const char *name)
{
  SbRecord *group = sb_record_new (SB_TYPE_TARGET);

  sb_record_set_id (group, SB_TARGET_FIELD_ID, id);
  sb_record_set_string (group, SB_TARGET_FIELD_NAME, name);

  return sb_record_seal (group);
}

/* (transfer full) */
static SbRecord *
create_device (const char *id, guint number)
{
  g_autofree char *name = g_strdup_printf ("LAPTOP-%03u", number);
  SbPlatform platform = number % 7 == 6 ? SB_PLATFORM_IOS : SB_PLATFORM_WINDOWS;
  SbDevice *device = fake_make_device (id, name, platform, "10.0.22631.2861");

  sb_record_set_string (SB_RECORD (device), SB_DEVICE_FIELD_PRETTY_MODEL, "Tablet 9");

  return sb_record_seal (device);
}

/* (transfer full): unsealed, for nobody */
static SbRecord *
create_configuration (SecondService *self, const char *id, SbRecord *body)
{
  SbRecord *configuration = sb_record_copy (body);
  g_autoptr (SbRecord) nobody = sb_record_new (SB_TYPE_DISTRIBUTION);

  sb_record_set_enum (nobody, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_NO_DEVICES);
  sb_record_set_id (configuration, SB_CONFIGURATION_FIELD_ID, id);
  sb_record_set_unknown (configuration, SB_CONFIGURATION_FIELD_UUID);
  sb_record_set_record (configuration,
                        SB_CONFIGURATION_FIELD_DISTRIBUTION,
                        sb_record_seal (nobody));

  return configuration;
}

/* @record: (transfer full): changed now; in the place of the one with its id */
static void
put (SecondService *self, SbRecord *record)
{
  GPtrArray *rows = self->rows[SB_COLLECTION_CONFIGURATIONS];

  self->now += 1000;
  sb_record_set_int64 (record, SB_CONFIGURATION_FIELD_MODIFIED_AT, self->now);
  sb_record_seal (record);
  for (guint i = 0; i < rows->len; i++) {
    if (sb_id_equal (sb_record_get_own_id (rows->pdata[i]), sb_record_get_own_id (record))) {
      g_object_unref (rows->pdata[i]);
      rows->pdata[i] = record;
      return;
    }
  }
  g_ptr_array_add (rows, record);
}

SecondService *
second_service_new (void)
{
  SecondService *self = g_new0 (SecondService, 1);

  for (guint i = 0; i < SB_N_COLLECTIONS; i++)
    self->rows[i] = new_records ();
  self->deliveries =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->writes = g_string_new (NULL);
  self->now = G_GINT64_CONSTANT (1760000000000);

  for (guint i = 0; i < SECOND_N_DEVICES; i++) {
    g_autofree char *id = create_id (self);

    g_ptr_array_add (self->rows[SB_COLLECTION_DEVICES], create_device (id, i));
  }
  for (guint i = 0; i < SECOND_N_GROUPS; i++) {
    g_autofree char *id = create_id (self);
    g_autofree char *name = i == SECOND_N_GROUPS - 1 ? g_strdup (SECOND_GROUP)
                                                     : g_strdup_printf ("Group %02u", i);

    g_ptr_array_add (self->rows[SB_COLLECTION_DEVICE_GROUPS], create_group (id, name));
  }
  for (guint i = 0; i < SECOND_N_CONFIGURATIONS; i++) {
    g_autofree char *id = create_id (self);
    g_autofree char *name = g_strdup_printf ("Plan %02u", i);
    g_autoptr (SbRecord)
      made = (SbRecord *) fake_make_configuration (id, name, SB_PLATFORM_WINDOWS);

    sb_record_set_unknown (made, SB_CONFIGURATION_FIELD_VERSION);
    put (self, create_configuration (self, id, made));
  }

  return self;
}

void
second_service_free (SecondService *self)
{
  for (guint i = 0; i < SB_N_COLLECTIONS; i++)
    g_clear_pointer (&self->rows[i], g_ptr_array_unref);
  g_clear_pointer (&self->deliveries, g_hash_table_unref);
  g_clear_pointer (&self->tokens, g_hash_table_unref);
  g_string_free (self->writes, TRUE);
  g_free (self->token);
  g_free (self);
}

/* (nullable) (transfer none) */
static SbRecord *
find (SecondService *self, SbCollection collection, const char *id)
{
  for (guint i = 0; i < self->rows[collection]->len; i++) {
    SbRecord *record = self->rows[collection]->pdata[i];

    if (sb_id_equal (sb_record_get_own_id (record), id))
      return record;
  }

  return NULL;
}

/* (transfer full): what a list says of a thing */
static SbRecord *
create_row (SbRecord *record)
{
  SbRecord *row = sb_record_copy (record);

  if (G_OBJECT_TYPE (record) == SB_TYPE_DEVICE)
    sb_record_set_unknown (row, SB_DEVICE_FIELD_ESIM_IDENTIFIER);

  return sb_record_seal (row);
}

/* (transfer full) (element-type SbRecord): everything that a list has */
static GPtrArray *
list_all (SecondService *self, const SecondCall *call)
{
  GPtrArray *all = new_records ();
  GHashTableIter iter;
  gpointer configuration;
  gpointer deliveries;

  for (guint i = 0; i < self->rows[call->collection]->len; i++)
    g_ptr_array_add (all, create_row (self->rows[call->collection]->pdata[i]));

  g_hash_table_iter_init (&iter, self->deliveries);
  while (g_hash_table_iter_next (&iter, &configuration, &deliveries)) {
    for (guint i = 0; i < ((GPtrArray *) deliveries)->len; i++) {
      gpointer delivery = ((GPtrArray *) deliveries)->pdata[i];
      const char *device = sb_delivery_get_id (delivery, SB_DELIVERY_FIELD_DEVICE_ID);

      if ((call->collection == SB_COLLECTION_DELIVERIES && sb_id_equal (configuration, call->id))
          || (call->collection == SB_COLLECTION_DEVICE_DELIVERIES
              && sb_id_equal (device, call->id)))
        g_ptr_array_add (all, g_object_ref (delivery));
    }
  }

  return all;
}

/* (transfer full): the token of a page that begins at @position, or of the one without a row before
 * it */
static char *
create_token (SecondService *self, guint position, gboolean gap)
{
  char *token = g_uuid_string_random ();

  g_hash_table_insert (self->tokens,
                       g_strdup (token),
                       GUINT_TO_POINTER (position * 2 + (gap ? 1 : 0)));

  return token;
}

/* (transfer full) (nullable): nothing of what is asked for beside the token is looked at */
static SbPage *
read_page (SecondService *self, const SecondCall *call, GError **error)
{
  g_autoptr (GPtrArray) all = list_all (self, call);
  g_autoptr (GPtrArray) some = new_records ();
  gpointer known = NULL;
  guint position;
  gboolean gap;
  g_autofree char *next = NULL;
  SbPage *page;

  if (call->next != NULL
      && !g_hash_table_lookup_extended (self->tokens, call->next, NULL, &known)) {
    g_propagate_error (error, fake_error_new (SB_ERROR_NOT_FOUND, 0));
    return NULL;
  }

  position = GPOINTER_TO_UINT (known) / 2;
  gap = GPOINTER_TO_UINT (known) % 2 == 1;
  for (guint i = position; !gap && i < MIN (all->len, position + SECOND_PAGE_ROWS); i++)
    g_ptr_array_add (some, g_object_ref (all->pdata[i]));
  /* The second page has no row. */
  if (position + some->len < all->len)
    next = create_token (self, position + some->len, position == 0);
  page = sb_page_new (some, 0, -1);
  sb_page_set_next (page, next);

  return page;
}

static gboolean
is_meant (SecondService *self, SbRecord *distribution, guint device)
{
  gsize n_ids = 0;
  const char *const *ids;

  if (sb_record_get_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE) == SB_DISTRIBUTION_ALL_DEVICES)
    return TRUE;

  ids = sb_record_get_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, &n_ids);
  for (gsize i = 0; i < n_ids; i++) {
    if (sb_id_equal (ids[i], second_service_get_group (self, SECOND_GROUP)))
      return device < SECOND_N_GROUP_DEVICES;
  }

  return FALSE;
}

/* Whom a configuration is for now, and has not come to yet. */
static void
plan_deliveries (SecondService *self, SbRecord *configuration)
{
  SbRecord *distribution = sb_record_get_record (configuration,
                                                 SB_CONFIGURATION_FIELD_DISTRIBUTION);
  GPtrArray *deliveries = new_records ();

  for (guint i = 0; i < SECOND_N_DEVICES; i++) {
    SbDevice *device = self->rows[SB_COLLECTION_DEVICES]->pdata[i];
    SbPlatform platform = (SbPlatform) sb_device_get_enum (device, SB_DEVICE_FIELD_PLATFORM_TYPE);
    SbDelivery *delivery;

    if (!is_meant (self, distribution, i)
        || platform
             != (SbPlatform) sb_record_get_enum (configuration,
                                                 SB_CONFIGURATION_FIELD_PLATFORM_TYPE))
      continue;

    delivery = fake_make_delivery (sb_device_get_id (device, SB_DEVICE_FIELD_ID),
                                   SB_DELIVERY_PENDING,
                                   platform);
    sb_record_set_string (SB_RECORD (delivery),
                          SB_DELIVERY_FIELD_DEVICE_NAME,
                          sb_device_get_string (device, SB_DEVICE_FIELD_DEVICE_NAME));
    sb_record_set_id (SB_RECORD (delivery),
                      SB_DELIVERY_FIELD_CONFIGURATION_ID,
                      sb_record_get_own_id (configuration));
    sb_record_set_string (SB_RECORD (delivery), SB_DELIVERY_FIELD_NAME, get_name (configuration));
    sb_record_set_enum (SB_RECORD (delivery),
                        SB_DELIVERY_FIELD_CONFIGURATION_TYPE,
                        SB_SUBJECT_ESIM);
    g_ptr_array_add (deliveries, sb_record_seal (delivery));
  }

  g_hash_table_insert (self->deliveries,
                       g_strdup (sb_record_get_own_id (configuration)),
                       deliveries);
}

/* The names of what a configuration is distributed to. */
static void
name_groups (SecondService *self, SbRecord *configuration, SbRecord *distribution)
{
  g_autoptr (SbRecord) names = sb_record_new (SB_TYPE_DISTRIBUTION_NAMES);
  g_autoptr (GPtrArray) groups = new_records ();
  gsize n_ids = 0;
  const char *const *ids =
    sb_record_get_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, &n_ids);

  for (gsize i = 0; i < n_ids; i++)
    g_ptr_array_add (groups, g_object_ref (find (self, SB_COLLECTION_DEVICE_GROUPS, ids[i])));
  sb_record_set_records (names, SB_DISTRIBUTION_NAMES_FIELD_DEVICE_GROUPS, groups);
  sb_record_set_record (configuration,
                        SB_CONFIGURATION_FIELD_DISTRIBUTION_NAMES,
                        sb_record_seal (names));
}

/* (transfer full) (nullable) */
static SbRecord *
change (SecondService *self, const SecondCall *call, SbRecord *now)
{
  g_autofree char *id = now != NULL ? g_strdup (call->id) : create_id (self);
  SbRecord *distribution = now != NULL
                             ? sb_record_get_record (now, SB_CONFIGURATION_FIELD_DISTRIBUTION)
                             : NULL;
  g_autoptr (SbRecord) changed = NULL;

  switch ((int) call->verb) {
  case SECOND_DELETE:
    changed = g_object_ref (now);
    g_hash_table_remove (self->deliveries, id);
    g_ptr_array_remove (self->rows[SB_COLLECTION_CONFIGURATIONS], now);
    return g_steal_pointer (&changed);
  case SECOND_ASSIGN:
    changed = sb_record_copy (now);
    sb_record_set_record (changed, SB_CONFIGURATION_FIELD_DISTRIBUTION, call->body);
    name_groups (self, changed, call->body);
    break;
  case SECOND_CREATE:
  case SECOND_WRITE:
  default:
    changed = create_configuration (self, id, call->body);
    if (distribution != NULL)
      sb_record_set_record (changed, SB_CONFIGURATION_FIELD_DISTRIBUTION, distribution);
    break;
  }
  put (self, g_object_ref (changed));
  if (call->verb == SECOND_ASSIGN)
    plan_deliveries (self, changed);

  return g_steal_pointer (&changed);
}

static void
write_down (SecondService *self, const SecondCall *call, SbRecord *now)
{
  static const char *const words[] = {
    [SECOND_CREATE] = "create", [SECOND_WRITE] = "write",       [SECOND_ASSIGN] = "assign",
    [SECOND_DELETE] = "delete", [SECOND_CHECK_IN] = "check-in",
  };
  gpointer about = call->verb == SECOND_CREATE || call->verb == SECOND_WRITE ? call->body : now;

  g_string_append_printf (self->writes,
                          "%s%s %s",
                          self->writes->len > 0 ? ", " : "",
                          words[call->verb],
                          call->verb == SECOND_CHECK_IN
                            ? sb_device_get_string (about, SB_DEVICE_FIELD_DEVICE_NAME)
                            : get_name (about));
}

gpointer
second_service_call (SecondService *self, const SecondCall *call, GError **error)
{
  SbRecord *now = call->id != NULL ? find (self, call->collection, call->id) : NULL;
  SbRecord *tenant;

  switch (call->verb) {
  case SECOND_TELL:
    tenant = sb_record_new (SB_TYPE_DEVICE_SPACE);
    sb_record_set_id (tenant, SB_DEVICE_SPACE_FIELD_ID, SECOND_TENANT);
    sb_record_set_string (tenant, SB_DEVICE_SPACE_FIELD_NAME, "Contoso");
    return sb_record_seal (tenant);
  case SECOND_LIST:
    return read_page (self, call, error);
  case SECOND_READ:
  case SECOND_CREATE:
  case SECOND_WRITE:
  case SECOND_ASSIGN:
  case SECOND_DELETE:
  case SECOND_CHECK_IN:
  default:
    break;
  }

  if (now == NULL && call->verb != SECOND_CREATE) {
    g_propagate_error (error, fake_error_new (SB_ERROR_NOT_FOUND, 0));
    return NULL;
  }
  if (call->verb == SECOND_READ)
    return g_object_ref (now);
  write_down (self, call, now);
  if (call->verb == SECOND_CHECK_IN)
    return g_object_ref (now);

  return change (self, call, now);
}

void
second_service_set_token (SecondService *self, const char *token)
{
  g_free (self->token);
  self->token = g_strdup (token);
}

gboolean
second_service_takes (SecondService *self, const char *token)
{
  return g_strcmp0 (self->token, token) == 0;
}

char *
second_service_dup_writes (SecondService *self)
{
  return g_strdup (self->writes->str);
}

SbConfiguration *
second_service_find (SecondService *self, const char *name)
{
  GPtrArray *rows = self->rows[SB_COLLECTION_CONFIGURATIONS];

  for (guint i = 0; i < rows->len; i++) {
    if (g_strcmp0 (get_name (rows->pdata[i]), name) == 0)
      return rows->pdata[i];
  }

  return NULL;
}

const char *
second_service_get_id (SecondService *self, SbCollection collection, guint number)
{
  g_assert_cmpuint (number, <, self->rows[collection]->len);

  return sb_record_get_own_id (self->rows[collection]->pdata[number]);
}

const char *
second_service_get_group (SecondService *self, const char *name)
{
  GPtrArray *rows = self->rows[SB_COLLECTION_DEVICE_GROUPS];

  for (guint i = 0; i < rows->len; i++) {
    if (g_strcmp0 (get_name (rows->pdata[i]), name) == 0)
      return sb_record_get_own_id (rows->pdata[i]);
  }

  g_assert_not_reached ();
}

void
second_service_describe (SecondService *self, const char *name, const char *description)
{
  SbRecord *changed = sb_record_copy ((SbRecord *) second_service_find (self, name));

  sb_record_set_string (changed, SB_CONFIGURATION_FIELD_DESCRIPTION, description);
  put (self, changed);
}

void
second_service_deliver (SecondService *self, const char *name, SbDeliveryState state)
{
  const char *id = sb_record_get_own_id ((SbRecord *) second_service_find (self, name));
  GPtrArray *deliveries = g_hash_table_lookup (self->deliveries, id);

  g_assert_nonnull (deliveries);
  for (guint i = 0; i < deliveries->len; i++) {
    SbRecord *delivery = sb_record_copy (deliveries->pdata[i]);

    sb_record_set_enum (delivery, SB_DELIVERY_FIELD_STATE, (int) state);
    g_object_unref (deliveries->pdata[i]);
    deliveries->pdata[i] = sb_record_seal (delivery);
  }
}
