/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-command"

#include "sb-command.h"

#include "sb-frozen.h"
#include "sb-line.h"
#include "sb-variant.h"

struct _SbCommand {
  GObject parent_instance;

  SbCommandKind kind;
  SbConfiguration *proposal; /* (owned) (nullable) */
  SbConfiguration *before;   /* (owned) (nullable): what it was when the change was made up */
  char *key;
  GPtrArray *configuration_ids; /* (owned) (element-type utf8) */
  GPtrArray *device_ids;        /* (owned) (element-type utf8) */
  char *subject;                /* (nullable): the name of what is changed, to show */
  char *space;                  /* (owned) (nullable): a device space */
  char *undoes;                 /* (nullable): the key of what it takes back */
  GVariant *frozen;             /* (owned) (nullable): what its devices were */
};

G_DEFINE_FINAL_TYPE (SbCommand, sb_command, G_TYPE_OBJECT)

SB_DEFINE_RECORD (SbRejection, sb_rejection, SB_REJECTION_FIELDS)
SB_DEFINE_RECORD (SbOutcome, sb_outcome, SB_OUTCOME_FIELDS)

static const SbCommandInfo infos[SB_N_COMMAND_KINDS] = {
  [SB_COMMAND_CREATE_CONFIGURATION] = { .nick = "create-configuration",
                                        .capability = SB_CAPABILITY_CREATE_CONFIGURATION,
                                        .saves = TRUE,
                                        .taken_back_by = SB_COMMAND_DELETE_CONFIGURATION },
  [SB_COMMAND_UPDATE_CONFIGURATION] = { .nick = "update-configuration",
                                        .capability = SB_CAPABILITY_UPDATE_CONFIGURATION,
                                        .configurations = SB_NAMES_ONE,
                                        .saves = TRUE,
                                        .taken_back_by = SB_COMMAND_UPDATE_CONFIGURATION },
  [SB_COMMAND_DELETE_CONFIGURATION] = { .nick = "delete-configuration",
                                        .capability = SB_CAPABILITY_DELETE_CONFIGURATION,
                                        .configurations = SB_NAMES_ONE,
                                        .destroys = TRUE,
                                        .taken_back_by = SB_COMMAND_CREATE_CONFIGURATION },
  [SB_COMMAND_PUSH] = { .nick = "push",
                        .capability = SB_CAPABILITY_PUSH,
                        .configurations = SB_NAMES_SOME,
                        .devices = SB_NAMES_SOME,
                        .takes_key = TRUE,
                        .is_judged_again = TRUE,
                        .taken_back_by = SB_NO_COMMAND },
  [SB_COMMAND_EXCLUDE] = { .nick = "exclude",
                           .capability = SB_CAPABILITY_EXCLUDE,
                           .configurations = SB_NAMES_SOME,
                           .devices = SB_NAMES_ONE,
                           .takes_key = TRUE,
                           .destroys = TRUE,
                           .is_judged_again = TRUE,
                           .taken_back_by = SB_COMMAND_INCLUDE },
  [SB_COMMAND_INCLUDE] = { .nick = "include",
                           .capability = SB_CAPABILITY_EXCLUDE,
                           .configurations = SB_NAMES_SOME,
                           .devices = SB_NAMES_ONE,
                           .takes_key = TRUE,
                           .is_judged_again = TRUE,
                           .taken_back_by = SB_COMMAND_EXCLUDE },
  [SB_COMMAND_ESIM_RESET] = { .nick = "esim-reset",
                              .capability = SB_CAPABILITY_RESET_ESIM,
                              .devices = SB_NAMES_SOME,
                              .takes_key = TRUE,
                              .destroys = TRUE,
                              .is_judged_again = TRUE,
                              .taken_back_by = SB_COMMAND_ESIM_RESET_CANCEL },
  [SB_COMMAND_ESIM_RESET_CANCEL] = { .nick = "esim-reset-cancel",
                                     .capability = SB_CAPABILITY_RESET_ESIM,
                                     .devices = SB_NAMES_SOME,
                                     .takes_key = TRUE,
                                     .taken_back_by = SB_NO_COMMAND },
  [SB_COMMAND_FORCE_CHECKIN] = { .nick = "force-checkin",
                                 .capability = SB_CAPABILITY_CHECK_IN,
                                 .devices = SB_NAMES_SOME,
                                 .taken_back_by = SB_NO_COMMAND },
  [SB_COMMAND_RETIRE] = { .nick = "retire",
                          .capability = SB_CAPABILITY_RETIRE,
                          .devices = SB_NAMES_SOME,
                          .destroys = TRUE,
                          .ends_devices = TRUE,
                          .is_judged_again = TRUE,
                          .taken_back_by = SB_NO_COMMAND },
  [SB_COMMAND_DELETE_DEVICE] = { .nick = "delete-device",
                                 .capability = SB_CAPABILITY_DELETE_DEVICE,
                                 .devices = SB_NAMES_SOME,
                                 .destroys = TRUE,
                                 .ends_devices = TRUE,
                                 .is_judged_again = TRUE,
                                 .taken_back_by = SB_NO_COMMAND },
};

static SbCommand *
new_command (SbCommandKind kind,
             const char *const *configuration_ids,
             gsize n_configuration_ids,
             const char *const *device_ids,
             gsize n_device_ids)
{
  SbCommand *self = g_object_new (SB_TYPE_COMMAND, NULL);

  self->kind = kind;
  self->key = g_uuid_string_random ();
  self->configuration_ids = sb_ids_new (configuration_ids, n_configuration_ids);
  self->device_ids = sb_ids_new (device_ids, n_device_ids);

  return self;
}

/* A uuid of version 5 (RFC 9562): the same name under the same key always gives the same one. */
static char *
derive_key (const char *key, guint part)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *name = g_strdup_printf ("%s/%u", key, part);
  guint8 digest[20];
  gsize length = sizeof (digest);

  g_checksum_update (checksum, (const guchar *) name, -1);
  g_checksum_get_digest (checksum, digest, &length);
  digest[6] = (digest[6] & 0x0f) | 0x50;
  digest[8] = (digest[8] & 0x3f) | 0x80;

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          digest[0],
                          digest[1],
                          digest[2],
                          digest[3],
                          digest[4],
                          digest[5],
                          digest[6],
                          digest[7],
                          digest[8],
                          digest[9],
                          digest[10],
                          digest[11],
                          digest[12],
                          digest[13],
                          digest[14],
                          digest[15]);
}

/* All but what it names.
 * @key: (transfer full) */
static void
take_rest (SbCommand *self, SbCommand *from, char *key)
{
  g_free (self->key);
  self->key = key;
  sb_command_set_subject (self, from->subject);
  sb_command_set_space (self, from->space);
  sb_command_set_frozen (self, from->frozen);
}

/* How many requests a list of ids takes; an empty list is part of one request all the same. */
static guint
count_slices (GPtrArray *ids, guint max)
{
  return MAX ((ids->len + max - 1) / max, 1);
}

static const char *const *
get_slice (GPtrArray *ids, guint slice, guint max, gsize *n_ids)
{
  guint start = slice * max;

  *n_ids = MIN (ids->len - start, max);

  return sb_ids_peek (ids, NULL) + start;
}

/* Whether a list of ids is as long as a kind of command says, and each of them is one. */
static gboolean
has_ids (GPtrArray *ids, SbNames names)
{
  for (guint i = 0; i < ids->len; i++) {
    if (g_ptr_array_index (ids, i) == NULL)
      return FALSE;
  }

  return names == SB_NAMES_NONE  ? ids->len == 0
         : names == SB_NAMES_ONE ? ids->len == 1
                                 : ids->len > 0;
}

/* Whether the command is one that could have been made. */
static gboolean
is_whole (SbCommand *self)
{
  const SbCommandInfo *info = &infos[self->kind];

  return self->key != NULL && *self->key != '\0' && info->saves == (self->proposal != NULL)
         && (self->kind != SB_COMMAND_DELETE_CONFIGURATION || self->before != NULL)
         && has_ids (self->configuration_ids, info->configurations)
         && has_ids (self->device_ids, info->devices)
         && (self->configuration_ids->len <= 1 || self->device_ids->len <= 1);
}

static void
add_record (GVariantDict *dict, const char *name, SbConfiguration *configuration)
{
  g_autoptr (GVariant) variant = NULL;

  if (configuration == NULL)
    return;

  variant = sb_record_to_variant (SB_RECORD (configuration));
  g_variant_dict_insert_value (dict, name, variant);
}

/* (transfer full) (nullable) */
static SbConfiguration *
read_record (GVariant *dict, const char *name)
{
  g_autoptr (GVariant) variant = g_variant_lookup_value (dict, name, G_VARIANT_TYPE_VARDICT);

  return variant != NULL ? sb_record_from_variant (SB_TYPE_CONFIGURATION, variant) : NULL;
}

/* (transfer full) (element-type utf8) */
static GPtrArray *
read_ids (GVariant *dict, const char *name)
{
  g_autoptr (GVariant) variant = g_variant_lookup_value (dict, name, G_VARIANT_TYPE_STRING_ARRAY);
  g_autofree const char **ids = NULL;
  gsize n_ids = 0;

  if (variant != NULL)
    ids = g_variant_get_strv (variant, &n_ids);

  return sb_ids_new (ids, n_ids);
}

static void
sb_command_finalize (GObject *object)
{
  SbCommand *self = SB_COMMAND (object);

  g_clear_object (&self->proposal);
  g_clear_object (&self->before);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->configuration_ids, g_ptr_array_unref);
  g_clear_pointer (&self->device_ids, g_ptr_array_unref);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->undoes, g_free);
  g_clear_pointer (&self->space, sb_id_free);
  g_clear_pointer (&self->frozen, g_variant_unref);

  G_OBJECT_CLASS (sb_command_parent_class)->finalize (object);
}

static void
sb_command_class_init (SbCommandClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_command_finalize;
}

static void
sb_command_init (SbCommand *self)
{
}

const SbCommandInfo *
sb_command_kind_get_info (SbCommandKind kind)
{
  g_return_val_if_fail (kind < SB_N_COMMAND_KINDS, NULL);

  return &infos[kind];
}

int
sb_command_kind_find (const char *nick)
{
  for (int kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    if (g_strcmp0 (infos[kind].nick, nick) == 0)
      return kind;
  }

  return SB_NO_COMMAND;
}

SbCommand *
sb_command_new_save (SbConfiguration *proposal, SbConfiguration *before)
{
  const char *id = sb_configuration_get_id (proposal, SB_CONFIGURATION_FIELD_ID);
  const char *uuid = sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_UUID);
  SbCommand *self;

  g_return_val_if_fail (id != NULL || uuid != NULL, NULL);

  self = new_command (id != NULL ? SB_COMMAND_UPDATE_CONFIGURATION
                                 : SB_COMMAND_CREATE_CONFIGURATION,
                      &id,
                      id != NULL ? 1 : 0,
                      NULL,
                      0);
  if (id == NULL) {
    g_free (self->key);
    self->key = g_strdup (uuid);
  }
  self->proposal = g_object_ref (proposal);
  g_set_object (&self->before, before);
  sb_command_set_subject (self,
                          sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_NAME));

  return self;
}

SbCommand *
sb_command_new_delete (SbConfiguration *before)
{
  const char *id = sb_configuration_get_id (before, SB_CONFIGURATION_FIELD_ID);
  SbCommand *self = new_command (SB_COMMAND_DELETE_CONFIGURATION, &id, 1, NULL, 0);

  self->before = g_object_ref (before);
  sb_command_set_subject (self, sb_configuration_get_string (before, SB_CONFIGURATION_FIELD_NAME));

  return self;
}

SbCommand *
sb_command_new_push (const char *const *configuration_ids,
                     gsize n_configuration_ids,
                     const char *const *device_ids,
                     gsize n_device_ids)
{
  g_return_val_if_fail (n_configuration_ids > 0, NULL);
  g_return_val_if_fail (n_device_ids > 0, NULL);
  g_return_val_if_fail (n_configuration_ids == 1 || n_device_ids == 1, NULL);

  return new_command (SB_COMMAND_PUSH,
                      configuration_ids,
                      n_configuration_ids,
                      device_ids,
                      n_device_ids);
}

SbCommand *
sb_command_new_exclude (const char *device_id,
                        const char *const *configuration_ids,
                        gsize n_configuration_ids)
{
  g_return_val_if_fail (n_configuration_ids > 0, NULL);

  return new_command (SB_COMMAND_EXCLUDE, configuration_ids, n_configuration_ids, &device_id, 1);
}

SbCommand *
sb_command_new_include (const char *device_id,
                        const char *const *configuration_ids,
                        gsize n_configuration_ids)
{
  g_return_val_if_fail (n_configuration_ids > 0, NULL);

  return new_command (SB_COMMAND_INCLUDE, configuration_ids, n_configuration_ids, &device_id, 1);
}

SbCommand *
sb_command_new_for_devices (SbCommandKind kind, const char *const *device_ids, gsize n_device_ids)
{
  g_return_val_if_fail (kind < SB_N_COMMAND_KINDS, NULL);
  g_return_val_if_fail (infos[kind].configurations == SB_NAMES_NONE, NULL);
  g_return_val_if_fail (infos[kind].devices == SB_NAMES_SOME, NULL);
  g_return_val_if_fail (n_device_ids > 0, NULL);

  return new_command (kind, NULL, 0, device_ids, n_device_ids);
}

SbCommand *
sb_command_new_undo (SbCommand *deletion)
{
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autofree char *uuid = NULL;
  const SbField *table;
  guint n_fields;

  g_return_val_if_fail (SB_IS_COMMAND (deletion), NULL);
  g_return_val_if_fail (deletion->kind == SB_COMMAND_DELETE_CONFIGURATION, NULL);

  if (!sb_configuration_is_known (deletion->before, SB_CONFIGURATION_FIELD_ESIM)
      || !sb_configuration_is_known (deletion->before, SB_CONFIGURATION_FIELD_DISTRIBUTION))
    return NULL;

  proposal = sb_record_copy (SB_RECORD (deletion->before));
  table = sb_record_get_fields (SB_RECORD (proposal), &n_fields);
  for (guint field = 0; field < n_fields; field++) {
    if ((table[field].flags & (SB_FIELD_SAVED | SB_FIELD_EDITED)) == 0)
      sb_record_set_unknown (SB_RECORD (proposal), field);
  }
  uuid = g_uuid_string_random ();
  sb_record_set_string (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_UUID, uuid);
  sb_record_seal (proposal);

  return sb_command_new_save (proposal, NULL);
}

GVariant *
sb_command_to_variant (SbCommand *self)
{
  GVariantDict dict;
  const char *const *ids;
  gsize n_ids;

  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  g_variant_dict_init (&dict, NULL);
  sb_variant_add_text (&dict, "kind", infos[self->kind].nick);
  sb_variant_add_text (&dict, "key", self->key);
  ids = sb_ids_peek (self->configuration_ids, &n_ids);
  sb_variant_add_ids (&dict, "configuration-ids", ids, n_ids);
  ids = sb_ids_peek (self->device_ids, &n_ids);
  sb_variant_add_ids (&dict, "device-ids", ids, n_ids);
  add_record (&dict, "proposal", self->proposal);
  add_record (&dict, "before", self->before);
  sb_variant_add_text (&dict, "subject", self->subject);
  sb_variant_add_text (&dict, "space", self->space);
  sb_variant_add_text (&dict, "undoes", self->undoes);
  if (self->frozen != NULL)
    g_variant_dict_insert_value (&dict, "frozen", self->frozen);

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

SbCommand *
sb_command_from_variant (GVariant *variant)
{
  g_autoptr (SbCommand) self = NULL;
  g_autoptr (GVariant) frozen = NULL;
  const char *text = NULL;
  int kind;

  g_return_val_if_fail (variant != NULL, NULL);

  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT))
    return NULL;

  g_variant_lookup (variant, "kind", "&s", &text);
  kind = sb_command_kind_find (text);
  if (kind == SB_NO_COMMAND)
    return NULL;

  self = g_object_new (SB_TYPE_COMMAND, NULL);
  self->kind = (SbCommandKind) kind;
  g_variant_lookup (variant, "key", "s", &self->key);
  self->configuration_ids = read_ids (variant, "configuration-ids");
  self->device_ids = read_ids (variant, "device-ids");
  self->proposal = read_record (variant, "proposal");
  self->before = read_record (variant, "before");
  g_variant_lookup (variant, "undoes", "s", &self->undoes);
  if (g_variant_lookup (variant, "subject", "&s", &text))
    sb_command_set_subject (self, text);
  if (g_variant_lookup (variant, "space", "&s", &text))
    sb_command_set_space (self, text);
  frozen = g_variant_lookup_value (variant, "frozen", NULL);
  sb_command_set_frozen (self, frozen);

  return is_whole (self) ? g_steal_pointer (&self) : NULL;
}

SbCommandKind
sb_command_get_kind (SbCommand *self)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), SB_COMMAND_FORCE_CHECKIN);

  return self->kind;
}

SbConfiguration *
sb_command_get_proposal (SbCommand *self)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  return self->proposal;
}

SbConfiguration *
sb_command_get_before (SbCommand *self)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  return self->before;
}

const char *
sb_command_get_version (SbCommand *self)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  return self->before != NULL
           ? sb_configuration_get_string (self->before, SB_CONFIGURATION_FIELD_VERSION)
           : NULL;
}

const char *
sb_command_get_key (SbCommand *self)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  return self->key;
}

const char *const *
sb_command_get_configuration_ids (SbCommand *self, gsize *n_ids)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  return sb_ids_peek (self->configuration_ids, n_ids);
}

const char *const *
sb_command_get_device_ids (SbCommand *self, gsize *n_ids)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  return sb_ids_peek (self->device_ids, n_ids);
}

const char *
sb_command_get_subject (SbCommand *self)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  return self->subject;
}

void
sb_command_take_key (SbCommand *self, SbCommand *from)
{
  g_return_if_fail (SB_IS_COMMAND (self));
  g_return_if_fail (SB_IS_COMMAND (from));

  g_free (self->key);
  self->key = g_strdup (from->key);
  sb_command_set_undoes (self, from->undoes);
}

const char *
sb_command_get_undoes (SbCommand *self)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  return self->undoes;
}

GVariant *
sb_command_get_frozen (SbCommand *self)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  return self->frozen;
}

void
sb_command_set_frozen (SbCommand *self, GVariant *frozen)
{
  const char *const *ids;
  gsize n_ids;

  g_return_if_fail (SB_IS_COMMAND (self));

  ids = sb_ids_peek (self->device_ids, &n_ids);
  g_clear_pointer (&self->frozen, g_variant_unref);
  self->frozen = sb_frozen_pick (frozen, ids, n_ids);
}

/* Whether an edit leaves devices out that the configuration was for. Who is in a group nobody knows
 * here: a group that is taken out is one that had some. */
static gboolean
narrows (SbDistribution *before, SbDistribution *after)
{
  static const SbDistributionField lists[] = {
    SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS,
    SB_DISTRIBUTION_FIELD_DEVICE_IDS,
    SB_DISTRIBUTION_FIELD_ACCOUNT_IDS,
    SB_DISTRIBUTION_FIELD_ACCOUNT_GROUP_IDS,
  };
  int was = before != NULL ? sb_distribution_get_enum (before, SB_DISTRIBUTION_FIELD_TYPE)
                           : SB_DISTRIBUTION_UNKNOWN;
  int is = after != NULL ? sb_distribution_get_enum (after, SB_DISTRIBUTION_FIELD_TYPE)
                         : SB_DISTRIBUTION_UNKNOWN;

  if (was == SB_DISTRIBUTION_UNKNOWN || was == SB_DISTRIBUTION_NO_DEVICES
      || is == SB_DISTRIBUTION_ALL_DEVICES)
    return FALSE;
  if (was != SB_DISTRIBUTION_CUSTOM || is != SB_DISTRIBUTION_CUSTOM)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    gsize n_before;
    gsize n_after;
    const char *const *ids = sb_record_get_ids (SB_RECORD (before), lists[i], &n_before);
    const char *const *kept = sb_record_get_ids (SB_RECORD (after), lists[i], &n_after);
    g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);

    for (gsize j = 0; j < n_after; j++)
      g_hash_table_add (set, (gpointer) kept[j]);
    for (gsize j = 0; j < n_before; j++) {
      if (!g_hash_table_contains (set, ids[j]))
        return TRUE;
    }
  }

  return FALSE;
}

gboolean
sb_command_destroys (SbCommand *self)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), TRUE);

  if (self->before == NULL || self->proposal == NULL)
    return infos[self->kind].destroys;

  return (sb_configuration_get_boolean (self->before, SB_CONFIGURATION_FIELD_ENABLED)
          && !sb_configuration_get_boolean (self->proposal, SB_CONFIGURATION_FIELD_ENABLED))
         || narrows (
           sb_configuration_get_record (self->before, SB_CONFIGURATION_FIELD_DISTRIBUTION),
           sb_configuration_get_record (self->proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION));
}

SbCommand *
sb_command_without (SbCommand *self, GHashTable *device_ids)
{
  g_autoptr (GPtrArray) ids = NULL;
  const char *const *configuration_ids;
  gsize n_configuration_ids;
  SbCommand *command;

  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  ids = sb_ids_new (NULL, 0);
  for (guint i = 0; i < self->device_ids->len; i++) {
    if (!g_hash_table_contains (device_ids, g_ptr_array_index (self->device_ids, i)))
      sb_ids_add (ids, g_ptr_array_index (self->device_ids, i));
  }
  if (ids->len == 0)
    return NULL;

  configuration_ids = sb_ids_peek (self->configuration_ids, &n_configuration_ids);
  command = new_command (self->kind,
                         configuration_ids,
                         n_configuration_ids,
                         sb_ids_peek (ids, NULL),
                         ids->len);
  take_rest (command, self, g_strdup (self->key));

  return command;
}

void
sb_command_set_undoes (SbCommand *self, const char *key)
{
  g_return_if_fail (SB_IS_COMMAND (self));

  g_free (self->undoes);
  self->undoes = g_strdup (key);
}

void
sb_command_set_subject (SbCommand *self, const char *name)
{
  g_autofree char *copy = NULL;

  g_return_if_fail (SB_IS_COMMAND (self));

  copy = sb_line_new (name, SB_LINE_MAX_CHARS);
  g_free (self->subject);
  self->subject = g_steal_pointer (&copy);
}

const char *
sb_command_get_space (SbCommand *self)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);

  return self->space;
}

void
sb_command_set_space (SbCommand *self, const char *space)
{
  g_return_if_fail (SB_IS_COMMAND (self));

  sb_id_set (&self->space, space);
}

guint
sb_command_get_n_parts (SbCommand *self, SbRequestSize size)
{
  g_return_val_if_fail (SB_IS_COMMAND (self), 0);

  return count_slices (self->configuration_ids, size.configurations)
         * count_slices (self->device_ids, size.devices);
}

SbCommand *
sb_command_get_part (SbCommand *self, SbRequestSize size, guint part)
{
  guint n_device_slices;
  const char *const *configuration_ids;
  const char *const *device_ids;
  gsize n_configuration_ids;
  gsize n_device_ids;
  SbCommand *command;

  g_return_val_if_fail (SB_IS_COMMAND (self), NULL);
  g_return_val_if_fail (part < sb_command_get_n_parts (self, size), NULL);

  if (sb_command_get_n_parts (self, size) == 1)
    return g_object_ref (self);

  n_device_slices = count_slices (self->device_ids, size.devices);
  configuration_ids = get_slice (self->configuration_ids,
                                 part / n_device_slices,
                                 size.configurations,
                                 &n_configuration_ids);
  device_ids = get_slice (self->device_ids, part % n_device_slices, size.devices, &n_device_ids);
  command =
    new_command (self->kind, configuration_ids, n_configuration_ids, device_ids, n_device_ids);
  take_rest (command, self, derive_key (self->key, part));

  return command;
}

GHashTable *
sb_outcome_index_rejected (SbOutcome *self)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *rejected = self != NULL ? sb_outcome_get_records (self, SB_OUTCOME_FIELD_REJECTED)
                                     : NULL;

  for (guint i = 0; rejected != NULL && i < rejected->len; i++) {
    SbRejection *rejection = g_ptr_array_index (rejected, i);
    const char *id = sb_rejection_get_id (rejection, SB_REJECTION_FIELD_DEVICE_ID);

    if (id != NULL)
      g_hash_table_insert (index, (gpointer) id, rejection);
  }

  return index;
}
